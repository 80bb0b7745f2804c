package io.beton.local;

import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Somebody who subscribes to the signals topic, from now on. */
final class SignalTail {
    private SignalTail() {}

    /** Tells of every signal from now on, on a thread that ends with the program. */
    static void follow(String bootstrapServers, Consumer<Signal> heard) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.SIGNALS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        Thread thread = new Thread(() -> hear(consumer, heard), "signals");
        thread.setDaemon(true);
        thread.start();
    }

    private static void hear(KafkaConsumer<String, byte[]> consumer, Consumer<Signal> heard) {
        while (true) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                heard.accept(Json.read(record.value(), Signal.class));
            }
        }
    }
}
