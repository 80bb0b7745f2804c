package io.beton.ingest.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.ingest.posthog.GroupTypes;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.RowReader;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.posthog.VolumeQuery;
import io.beton.model.connection.Taxonomy;
import io.beton.model.connection.Taxonomy.EventType;
import io.beton.model.connection.Taxonomy.GroupType;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Reads what names a connection uses: definitions, how often each event was used in the last days, and frequent values
 * of properties.
 *
 * <p>Reads: PostHog. Writes: nothing. On failure: a list that the key may not see is left out and said so; anything else
 * is a {@link SourceFailure}.
 */
@ApplicationScoped
class TaxonomyReader {
    /** What may be said of a list although the key works. */
    private static final Set<SourceFailure.Kind> OF_ONE_LIST =
            Set.of(SourceFailure.Kind.MISSING_SCOPE, SourceFailure.Kind.NO_ACCESS, SourceFailure.Kind.UNKNOWN_PROJECT);

    private static final Logger LOG = Logger.getLogger(TaxonomyReader.class);
    private static final Duration MEASURED = Duration.ofDays(30);
    private static final Duration LEAST_MEASURED = Duration.ofDays(1);
    /** Of a list; more would not fit into one record of the topic where the names are long. */
    private static final int MOST_NAMES = 5_000;

    private final PostHogSource source;
    private final FrequentValues values;
    private final TaxonomyConfig config;
    private final Clock clock;

    TaxonomyReader(PostHogSource source, FrequentValues values, TaxonomyConfig config, Clock clock) {
        this.source = source;
        this.values = values;
        this.config = config;
        this.clock = clock;
    }

    /** @param sampleValues whether values of properties may be read too */
    Taxonomy read(ConnectionId id, Reading reading, boolean sampleValues) {
        List<GroupType> groupTypes = GroupTypes.read(list(reading, GroupTypes.PATH));
        Used used = used(reading, groupTypes);
        Taxonomy names = new Taxonomy(
                id,
                clock.instant(),
                events(reading, used.events()),
                properties(reading, "event"),
                properties(reading, "person"),
                groupTypes.stream()
                        .map(type -> new GroupType(
                                type.name(),
                                type.index(),
                                properties(reading, "group&group_type_index=" + type.index())))
                        .toList());
        return sampleValues ? values.add(names, reading, used.measured()) : names;
    }

    /** Every defined or used name, the most used first. */
    private List<EventType> events(Reading reading, List<EventType> used) {
        Map<String, EventType> events = new HashMap<>();
        for (JsonNode definition : list(reading, "event_definitions/?ordering=name")) {
            String name = definition.path("name").asText();
            events.put(name, new EventType(name, 0, 0));
        }
        used.forEach(event -> events.put(event.name(), event));
        return events.values().stream()
                .sorted(Comparator.comparingLong(EventType::volume).reversed().thenComparing(EventType::name))
                .limit(MOST_NAMES)
                .toList();
    }

    /** Of the last 30 days, or of half as many again and again where PostHog finds that too much. */
    private Used used(Reading reading, List<GroupType> groupTypes) {
        Instant end = config.asOf().orElseGet(clock::instant);
        for (Duration days = MEASURED; ; days = days.dividedBy(2)) {
            Range measured = Range.ofTimestamps(Times.micros(end.minus(days)), Times.micros(end));
            VolumeQuery volumes = new VolumeQuery("beton_taxonomy", groupTypes, measured);
            try {
                return new Used(
                        source.query(reading, volumes.query(), RowReader::rows).stream()
                                .map(volumes::read)
                                .toList(),
                        measured);
            } catch (SourceFailure e) {
                if (e.kind() != SourceFailure.Kind.TOO_LARGE || days.compareTo(LEAST_MEASURED) < 0) {
                    throw e;
                }
            }
        }
    }

    private List<Taxonomy.Property> properties(Reading reading, String type) {
        return list(reading, "property_definitions/?type=" + type).stream()
                .map(property -> new Taxonomy.Property(
                        property.path("name").asText(),
                        property.path("property_type").asText("")))
                .distinct()
                .limit(MOST_NAMES)
                .toList();
    }

    /** One that may not be seen does not break the connection; the query that follows tells whether the key works. */
    private List<JsonNode> list(Reading reading, String path) {
        try {
            return source.all(reading, path);
        } catch (SourceFailure e) {
            if (OF_ONE_LIST.contains(e.kind())) {
                LOG.warnf("taxonomy goes without a list: list=%s reason=%s", path, e.getMessage());
                return List.of();
            }
            throw e;
        }
    }

    private record Used(List<EventType> events, Range measured) {}
}
