package io.beton.ingest.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.RowReader;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.posthog.ValuesQuery;
import io.beton.model.connection.Taxonomy;
import io.beton.model.connection.Taxonomy.Property;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Reads the frequent values of properties that have few: one query about events, one about persons, one about each type
 * of group.
 *
 * <p>Reads: PostHog. Writes: nothing. On failure: where PostHog finds it too much, or does not know how, the properties
 * stay without values; anything else is a {@link SourceFailure}.
 */
@ApplicationScoped
class FrequentValues {
    private static final Logger LOG = Logger.getLogger(FrequentValues.class);
    /** What PostHog calls texts, truths, and what it has not made out yet. */
    private static final Set<String> TYPES_WITH_FEW_VALUES = Set.of("String", "Boolean", "");

    private final PostHogSource source;
    private final SampleValuesConfig config;

    FrequentValues(PostHogSource source, SampleValuesConfig config) {
        this.source = source;
        this.config = config;
    }

    /** The same taxonomy with values; the volumes are of the measured time. */
    Taxonomy add(Taxonomy taxonomy, Reading reading, Range measured) {
        long volume =
                taxonomy.events().stream().mapToLong(Taxonomy.EventType::volume).sum();
        Range latest = latest(measured, volume, config.events());
        return new Taxonomy(
                taxonomy.connectionId(),
                taxonomy.readAt(),
                taxonomy.events(),
                valued(taxonomy.eventProperties(), reading, new ValuesQuery.Events(), latest),
                valued(taxonomy.personProperties(), reading, new ValuesQuery.Persons(), latest),
                taxonomy.groupTypes().stream()
                        .map(type -> new Taxonomy.GroupType(
                                type.name(),
                                type.index(),
                                valued(type.properties(), reading, new ValuesQuery.Groups(type.index()), latest)))
                        .toList());
    }

    /** The last part of the measured time, as long as it takes for so many events. */
    static Range latest(Range measured, long volume, long events) {
        double share = volume <= events ? 1 : (double) events / volume;
        return Range.ofTimestamps(measured.to() - (long) (share * (measured.to() - measured.from())), measured.to());
    }

    private List<Property> valued(List<Property> properties, Reading reading, ValuesQuery.Of of, Range range) {
        List<String> asked = asked(properties);
        if (asked.isEmpty()) {
            return properties;
        }
        Map<String, List<String>> values = read(
                reading,
                new ValuesQuery(
                        "beton_taxonomy_values",
                        of,
                        range,
                        asked,
                        config.values(),
                        config.longest(),
                        config.subjects()));
        return properties.stream()
                .map(property ->
                        new Property(property.name(), property.type(), values.getOrDefault(property.name(), List.of())))
                .toList();
    }

    /** Those that a company named itself before PostHog's own. */
    private List<String> asked(List<Property> properties) {
        return properties.stream()
                .filter(property -> TYPES_WITH_FEW_VALUES.contains(property.type()))
                .map(Property::name)
                .distinct()
                .sorted(Comparator.comparing((String name) -> name.startsWith("$"))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(config.properties())
                .toList();
    }

    private Map<String, List<String>> read(Reading reading, ValuesQuery query) {
        Map<String, List<String>> values = new HashMap<>();
        try {
            for (JsonNode row : source.query(reading, query.query(), RowReader::rows)) {
                values.computeIfAbsent(row.get(0).asText(), added -> new ArrayList<>())
                        .add(row.get(1).asText());
            }
        } catch (SourceFailure e) {
            if (e.kind() != SourceFailure.Kind.TOO_LARGE && e.kind() != SourceFailure.Kind.REFUSED) {
                throw e;
            }
            LOG.warnf("taxonomy goes without values: of=%s reason=%s", query.of(), e.getMessage());
        }
        return values;
    }
}
