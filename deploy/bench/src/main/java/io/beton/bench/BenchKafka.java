package io.beton.bench;

import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A broker, by the clients that services use. */
public final class BenchKafka {
    private final KafkaClients clients;
    private final Publisher publisher;

    public BenchKafka(String broker) {
        this.clients = new KafkaClients(
                new SmallRyeConfigBuilder()
                        .withDefaultValue("kafka.bootstrap.servers", broker)
                        .build(),
                new SimpleMeterRegistry());
        this.publisher = new Publisher(clients);
    }

    /** Of no group that commits, placed nowhere. */
    public KafkaConsumer<String, byte[]> consumer() {
        return clients.consumer("bench", Map.of());
    }

    public Publisher publisher() {
        return publisher;
    }

    public void publish(Topics.Topic topic, String key, Object payload) {
        publisher.publish(List.of(new ProducerRecord<>(topic.name(), key, Json.bytes(payload))));
    }

    /** When the latest record of a topic was sent. */
    Instant latestOn(Topics.Topic topic) {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - 1)));
            long latest = 0;
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    latest = Math.max(latest, record.timestamp());
                }
            }
            return Instant.ofEpochMilli(latest);
        }
    }
}
