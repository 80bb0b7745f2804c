package io.beton.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class LoopConsumerIT {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.CONNECTIONS.name(), 0);

    @Test
    void whoIsWokenBeforeItsCommitCommitsNeverthelessAndPollsNoMore() {
        try (RealKafka kafka = new RealKafka();
                KafkaConsumer<String, byte[]> consumer =
                        kafka.clients.consumer("woken-" + UUID.randomUUID(), Map.of())) {
            // Given
            consumer.assign(List.of(PARTITION));
            OffsetAndMetadata done = new OffsetAndMetadata(0, "done");

            // When
            consumer.wakeup();
            consumer.commitSync(Map.of(PARTITION, done));

            // Then
            assertThat(consumer.committed(Set.of(PARTITION))).containsEntry(PARTITION, done);
            assertThat(consumer.poll(Duration.ofMinutes(1))).isEmpty();
        }
    }
}
