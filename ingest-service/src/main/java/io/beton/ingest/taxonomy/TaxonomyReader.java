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
import org.jboss.logging.Logger;

/**
 * Reads what names a connection uses: definitions, and how often each event was used in the last days.
 *
 * <p>Reads: PostHog. Writes: nothing. On failure: a list that the key may not see is left out and said so; anything else
 * is a {@link SourceFailure}.
 */
@ApplicationScoped
class TaxonomyReader {
    private static final Logger LOG = Logger.getLogger(TaxonomyReader.class);
    private static final Duration MEASURED = Duration.ofDays(30);

    private final PostHogSource source;
    private final TaxonomyConfig config;
    private final Clock clock;

    TaxonomyReader(PostHogSource source, TaxonomyConfig config, Clock clock) {
        this.source = source;
        this.config = config;
        this.clock = clock;
    }

    Taxonomy read(ConnectionId id, Reading reading) {
        return new Taxonomy(
                id,
                clock.instant(),
                events(reading),
                properties(reading, "event"),
                properties(reading, "person"),
                GroupTypes.read(list(reading, GroupTypes.PATH)));
    }

    /** Every defined or used name, the most used first. */
    private List<Taxonomy.EventType> events(Reading reading) {
        Map<String, Taxonomy.EventType> events = new HashMap<>();
        for (JsonNode definition : list(reading, "event_definitions/")) {
            String name = definition.path("name").asText();
            events.put(name, new Taxonomy.EventType(name, 0, 0));
        }
        Instant end = config.asOf().orElseGet(clock::instant);
        VolumeQuery volumes = new VolumeQuery(
                "beton_taxonomy", Range.ofTimestamps(Times.micros(end.minus(MEASURED)), Times.micros(end)));
        for (JsonNode row : source.query(reading, volumes.query(), RowReader::rows)) {
            Taxonomy.EventType used = VolumeQuery.read(row);
            events.put(used.name(), used);
        }
        return events.values().stream()
                .sorted(Comparator.comparingLong(Taxonomy.EventType::volume)
                        .reversed()
                        .thenComparing(Taxonomy.EventType::name))
                .toList();
    }

    private List<Taxonomy.Property> properties(Reading reading, String type) {
        return list(reading, "property_definitions/?type=" + type).stream()
                .map(property -> new Taxonomy.Property(
                        property.path("name").asText(),
                        property.path("property_type").asText("")))
                .toList();
    }

    private List<JsonNode> list(Reading reading, String path) {
        try {
            return source.all(reading, path);
        } catch (SourceFailure e) {
            if (e.kind() == SourceFailure.Kind.MISSING_SCOPE) {
                LOG.warnf("taxonomy goes without a list: list=%s reason=%s", path, e.getMessage());
                return List.of();
            }
            throw e;
        }
    }
}
