package io.beton.local;

import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything that stands on the topic of events, as far as it has been looked at. */
final class EventTail implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<UUID> published = new ArrayList<>();
    private final Set<UUID> different = new HashSet<>();
    private final Set<String> headers = new HashSet<>();

    EventTail(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(Topics.EVENTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Looks at what came since, and returns the events in their order, as often as they stand there. */
    List<UUID> published() {
        consumer.poll(LOOK).forEach(record -> {
            record.headers().forEach(header -> headers.add(header.key()));
            EventCodec.readBatch(record.value()).events().stream()
                    .map(EventBatch.Event::uuid)
                    .forEach(event -> {
                        published.add(event);
                        different.add(event);
                    });
        });
        return published;
    }

    /** What the headers of all that was looked at are called. */
    Set<String> headers() {
        return Set.copyOf(headers);
    }

    /** Looks at what came since, and says how many different events stand there. */
    int different() {
        published();
        return different.size();
    }

    boolean holds(Collection<UUID> events) {
        published();
        return different.containsAll(events);
    }

    /** Where each partition ends now. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(partitions);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
