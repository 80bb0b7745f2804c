package io.beton.router.live;

import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The connections that were deleted, of whose subjects nothing needs to be kept.
 *
 * <p>Reads: connections. Writes: nothing. On failure: a record that cannot be read becomes a dead letter.
 */
@Startup
@Singleton
final class DeletedConnections {
    private final Set<ConnectionId> deleted = ConcurrentHashMap.newKeySet();

    DeletedConnections(TopicFollowers followers) {
        followers.follow(Topics.CONNECTIONS.name(), this::apply);
    }

    boolean contains(ConnectionId connection) {
        return deleted.contains(connection);
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        boolean gone = record.value() == null
                || Json.read(record.value(), ConnectionFacts.class).state() == ConnectionFacts.State.DELETED;
        if (gone) {
            deleted.add(new ConnectionId(record.key()));
        }
    }
}
