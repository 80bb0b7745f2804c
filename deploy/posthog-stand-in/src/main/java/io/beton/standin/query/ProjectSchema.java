package io.beton.standin.query;

import io.beton.standin.events.Events;
import io.beton.standin.events.GroupType;
import io.beton.standin.translate.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The project as one query sees it: definitions as they are now, zone and modes as the request asks. */
record ProjectSchema(Events events, String projectZone, boolean convertsTimes, PersonMode personMode, Instant now)
        implements Schema {
    @Override
    public Map<String, Integer> groupTypes() {
        return events.groupTypes().values().stream().collect(Collectors.toMap(GroupType::name, GroupType::index));
    }

    @Override
    public Optional<String> propertyType(String definedFor, String property) {
        return events.propertyType(definedFor, property);
    }
}
