package io.beton.backtest.run;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What is in memory and not yet done, by partition and key, with where on the partition it began.
 *
 * <p>Tells what may be committed: nothing at or after the beginning of work that is still open, so that a crash reads it
 * again.
 */
final class OpenWork<K, V> {
    private final Map<TopicPartition, Map<K, Begun<V>>> open = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    Optional<V> find(TopicPartition partition, K key) {
        return Optional.ofNullable(open.getOrDefault(partition, Map.of()).get(key))
                .map(Begun::work);
    }

    void begin(TopicPartition partition, K key, V work, long offset) {
        open.computeIfAbsent(partition, added -> new HashMap<>()).put(key, new Begun<>(work, offset));
    }

    void done(TopicPartition partition, K key) {
        open.getOrDefault(partition, Map.of()).remove(key);
    }

    /** The record at this offset has been dealt with, or belongs to open work. */
    void passed(TopicPartition partition, long offset) {
        positions.put(partition, offset + 1);
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(open::remove);
        partitions.forEach(positions::remove);
    }

    Collection<V> all() {
        return open.values().stream()
                .flatMap(works -> works.values().stream())
                .map(Begun::work)
                .toList();
    }

    /** Visits what is open; the visitor may end what it is given. */
    void each(BiConsumer<TopicPartition, V> visitor) {
        for (TopicPartition partition : List.copyOf(open.keySet())) {
            List.copyOf(open.get(partition).values()).forEach(begun -> visitor.accept(partition, begun.work()));
        }
    }

    Map<TopicPartition, OffsetAndMetadata> committable() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        positions.forEach((partition, position) -> {
            long oldest = open.getOrDefault(partition, Map.of()).values().stream()
                    .mapToLong(Begun::offset)
                    .min()
                    .orElse(position);
            offsets.put(partition, new OffsetAndMetadata(oldest));
        });
        return offsets;
    }

    private record Begun<V>(V work, long offset) {}
}
