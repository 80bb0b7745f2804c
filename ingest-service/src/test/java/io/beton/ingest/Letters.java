package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.kit.kafka.KafkaClients;
import io.beton.model.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Dead letters, with why and whence they came. */
final class Letters {
    private Letters() {}

    /** Waits for the letter of a record, and checks that it says all that a person needs. */
    static void assertSetAside(KafkaClients clients, Topics.Topic topic, String unreadable) {
        try (TopicTail tail = new TopicTail(clients, topic.deadLetter().name())) {
            ConsumerRecord<String, byte[]> letter =
                    tail
                            .until(seen -> seen.stream()
                                    .anyMatch(record -> text(record.value()).equals(unreadable)))
                            .stream()
                            .filter(record -> text(record.value()).equals(unreadable))
                            .findFirst()
                            .orElseThrow();
            assertThat(header(letter, "dead-letter-reason")).isNotBlank().isNotEqualTo("null");
            assertThat(header(letter, "dead-letter-cause")).contains("Exception");
            assertThat(header(letter, "dead-letter-topic")).isEqualTo(topic.name());
            assertThat(header(letter, "dead-letter-partition")).matches("\\d+");
            assertThat(header(letter, "dead-letter-offset")).matches("\\d+");
        }
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return text(letter.headers().lastHeader(name).value());
    }

    private static String text(byte[] value) {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
