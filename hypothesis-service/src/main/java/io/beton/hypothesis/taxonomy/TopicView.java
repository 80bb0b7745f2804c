package io.beton.hypothesis.taxonomy;

import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Json;
import io.beton.model.id.ConnectionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a topic last said of each connection. */
final class TopicView<V> {
    /** What ingest has just stored takes about a second to its topic; who asks in between is not turned away. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final Map<ConnectionId, V> known = new HashMap<>();
    private final Class<V> type;
    private final Function<V, ConnectionId> key;

    TopicView(TopicFollowers followers, String topic, Class<V> type, Function<V, ConnectionId> key) {
        this.type = type;
        this.key = key;
        followers.follow(topic, this::apply);
    }

    /** What is known by now. */
    synchronized Optional<V> known(ConnectionId id) {
        return Optional.ofNullable(known.get(id));
    }

    /** What is known, or becomes known in a moment. */
    synchronized Optional<V> find(ConnectionId id) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        long left = LONGEST_WAIT.toMillis();
        while (!known.containsKey(id) && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            left = (deadline - System.nanoTime()) / 1_000_000;
        }
        return Optional.ofNullable(known.get(id));
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        Optional<V> value = Optional.ofNullable(record.value()).map(bytes -> Json.read(bytes, type));
        synchronized (this) {
            value.ifPresentOrElse(
                    said -> known.put(key.apply(said), said), () -> known.remove(new ConnectionId(record.key())));
            notifyAll();
        }
    }
}
