package io.beton.kit.kafka;

import io.beton.servers.Servers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The clients of the kit against a real broker, and a look at what stands on a topic. */
public final class RealKafka implements AutoCloseable {
    final MeterRegistry meters = new SimpleMeterRegistry();
    final KafkaClients clients = new KafkaClients(
            new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(
                            Map.of("kafka.bootstrap.servers", Servers.bootstrapServers()), "test", 100))
                    .build(),
            meters);
    private final Publisher publisher = new Publisher(clients);

    public Publisher publisher() {
        return publisher;
    }

    public TopicFollowers followers() {
        return new TopicFollowers(clients, new DeadLetters(publisher, meters), meters);
    }

    public void make(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    void send(String topic, String... values) {
        publisher.publish(List.of(values).stream()
                .map(value -> new ProducerRecord<>(topic, "key", value.getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    public static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    /** Where a topic of one partition ends by now. */
    public long end(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = clients.reader()) {
            TopicPartition partition = new TopicPartition(topic, 0);
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    /** What stands on a topic of one partition from an offset on. */
    public List<ConsumerRecord<String, byte[]>> records(String topic, long from) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = clients.reader()) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
