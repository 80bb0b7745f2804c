package io.beton.standin.translate;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a translation needs to know about the project and the request. */
public interface Schema {
    /** The project's time zone. */
    String projectZone();

    /** False turns off the wrapping of time columns into the project's zone. */
    boolean convertsTimes();

    PersonMode personMode();

    /** Names of group types and their positions. */
    Map<String, Integer> groupTypes();

    /** Numeric, Boolean, DateTime or String; {@code definedFor} is event, person or group_N. */
    Optional<String> propertyType(String definedFor, String property);

    Instant now();

    /** Where persons on events come from. */
    enum PersonMode {
        DISABLED,
        PERSON_ID_NO_OVERRIDE_PROPERTIES_ON_EVENTS,
        PERSON_ID_OVERRIDE_PROPERTIES_ON_EVENTS,
        PERSON_ID_OVERRIDE_PROPERTIES_JOINED
    }

    default String columnZone() {
        return convertsTimes() ? projectZone() : "UTC";
    }
}
