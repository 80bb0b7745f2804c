package io.beton.ingest.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.ingest.connection.Connections;
import io.beton.ingest.connection.IngestConfig;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.QueryBuilder;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.store.ConnectionStore;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Reads what names a connection uses, when it is made and once a day.
 *
 * <p>Reads: definitions and one aggregated query of PostHog. Writes: the table {@code taxonomy}, the topic taxonomy. On
 * failure: logged; it is tried again with the next look.
 */
@ApplicationScoped
public class TaxonomyReader {
    private static final Logger LOG = Logger.getLogger(TaxonomyReader.class);
    private static final Duration FRESH = Duration.ofDays(1);
    private static final int MEASURED_DAYS = 30;
    private static final Clock CLOCK = Clock.systemUTC();

    private final Connections connections;
    private final PostHogSource source;
    private final ConnectionStore store;
    private final IngestConfig config;
    private final Set<ConnectionId> asked = ConcurrentHashMap.newKeySet();

    TaxonomyReader(Connections connections, PostHogSource source, ConnectionStore store, IngestConfig config) {
        this.connections = connections;
        this.source = source;
        this.store = store;
        this.config = config;
    }

    /** Has it read with the next look, however fresh it is. */
    public void readSoon(ConnectionId connection) {
        asked.add(connection);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        for (ConnectionFacts facts : connections.connected()) {
            ConnectionId id = facts.connectionId();
            if (asked.remove(id) || stale(id)) {
                readOrLog(id);
            }
        }
    }

    private boolean stale(ConnectionId id) {
        return store.taxonomy(id)
                .map(known -> known.readAt().isBefore(CLOCK.instant().minus(FRESH)))
                .orElse(true);
    }

    private void readOrLog(ConnectionId id) {
        try {
            connections.endpoint(id).ifPresent(endpoint -> store.save(read(id, endpoint)));
        } catch (SourceFailure e) {
            LOG.warnf("taxonomy could not be read: connection=%s reason=%s", id, e.getMessage());
            connections.noteFailure(id, e);
        }
    }

    private Taxonomy read(ConnectionId id, Endpoint endpoint) {
        Map<String, Taxonomy.EventType> events = new HashMap<>();
        for (JsonNode definition : definitions(endpoint, "event_definitions/")) {
            String name = definition.path("name").asText();
            events.put(name, new Taxonomy.EventType(name, 0, 0));
        }
        for (JsonNode row : volumes(id, endpoint)) {
            String name = row.get(0).asText();
            events.put(
                    name,
                    new Taxonomy.EventType(name, row.get(1).asLong(), row.get(2).asLong()));
        }
        return new Taxonomy(
                id,
                CLOCK.instant(),
                events.values().stream()
                        .sorted(java.util.Comparator.comparingLong(Taxonomy.EventType::volume)
                                .reversed()
                                .thenComparing(Taxonomy.EventType::name))
                        .toList(),
                properties(endpoint, "event"),
                properties(endpoint, "person"),
                definitions(endpoint, "groups_types/").stream()
                        .map(type -> new Taxonomy.GroupType(
                                type.path("group_type").asText(),
                                type.path("group_type_index").asInt()))
                        .toList());
    }

    private Iterable<JsonNode> volumes(ConnectionId id, Endpoint endpoint) {
        Instant end = config.asOf().orElseGet(CLOCK::instant);
        QueryBuilder query = new QueryBuilder();
        String text = "SELECT event, count() AS volume, uniq(person_id) AS subjects FROM events WHERE timestamp >= "
                + query.time(Times.micros(end.minus(Duration.ofDays(MEASURED_DAYS))))
                + " AND timestamp < " + query.time(Times.micros(end))
                + " GROUP BY event ORDER BY volume DESC, event LIMIT 50000";
        return source.query(Optional.of(id), endpoint, query.named("beton_taxonomy", text))
                .path("results");
    }

    private List<Taxonomy.Property> properties(Endpoint endpoint, String type) {
        return definitions(endpoint, "property_definitions/?type=" + type).stream()
                .map(property -> new Taxonomy.Property(
                        property.path("name").asText(),
                        property.path("property_type").asText("")))
                .toList();
    }

    /** A key that may not list these is no reason to stop: the volumes name every event that matters. */
    private List<JsonNode> definitions(Endpoint endpoint, String path) {
        try {
            return source.all(endpoint, path);
        } catch (SourceFailure e) {
            if (e.kind() == SourceFailure.Kind.MISSING_SCOPE) {
                LOG.infof("taxonomy goes without %s: %s", path, e.getMessage());
                return List.of();
            }
            throw e;
        }
    }
}
