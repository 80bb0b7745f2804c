package io.beton.hypothesis.source;

import io.beton.kit.kafka.TopicFollower;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The connections that are known, and what names they use.
 *
 * <p>Reads: connections, taxonomy. Writes: nothing. On failure: a record that cannot be read becomes a dead letter.
 */
@Startup
@ApplicationScoped
public class KnownConnections {
    private final Map<ConnectionId, ConnectionFacts> connections = new ConcurrentHashMap<>();
    private final Map<ConnectionId, Taxonomy> taxonomies = new ConcurrentHashMap<>();
    private final TopicFollower connectionFollower;
    private final TopicFollower taxonomyFollower;

    KnownConnections(TopicFollowers followers) {
        connectionFollower = followers.follow(Topics.CONNECTIONS.name(), this::connection);
        taxonomyFollower = followers.follow(Topics.TAXONOMY.name(), this::taxonomy);
    }

    public boolean connected(ConnectionId id) {
        return Optional.ofNullable(connections.get(id))
                .filter(facts -> facts.state() != ConnectionFacts.State.DELETED)
                .isPresent();
    }

    public Optional<Taxonomy> taxonomy(ConnectionId id) {
        return Optional.ofNullable(taxonomies.get(id));
    }

    boolean caughtUp() {
        return connectionFollower.caughtUp() && taxonomyFollower.caughtUp();
    }

    private void connection(ConsumerRecord<String, byte[]> record) {
        ConnectionFacts facts = Json.read(record.value(), ConnectionFacts.class);
        connections.put(facts.connectionId(), facts);
    }

    private void taxonomy(ConsumerRecord<String, byte[]> record) {
        Taxonomy taxonomy = Json.read(record.value(), Taxonomy.class);
        taxonomies.put(taxonomy.connectionId(), taxonomy);
    }
}
