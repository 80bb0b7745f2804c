package io.beton.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.beton.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TopicFollowerIT {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String TOPIC = Topics.TAXONOMY.name();
    private static final String LETTERS = Topics.TAXONOMY.deadLetter().name();

    private final RealKafka kafka = new RealKafka();
    private final DeadLetters deadLetters = new DeadLetters(kafka.publisher(), kafka.meters);
    private final List<String> applied = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void appliesWhatIsThereAndWhatComes() {
        kafka.send(TOPIC, "before");

        try (TopicFollower follower = follow(deadLetters)) {
            follower.awaitEnd(LONGEST);
            assertThat(applied).last().isEqualTo("before");
            assertThat(follower.caughtUp()).isTrue();

            kafka.send(TOPIC, "after");
            follower.awaitApplied(kafka.end(TOPIC) - 1, LONGEST);
            assertThat(applied).endsWith("before", "after");
        }
    }

    @Test
    void sinceWhenToWaitForTheEndIsWhenItIsAsked() {
        try (TopicFollower follower = follow(deadLetters)) {
            for (int i = 0; i < 20; i++) {
                kafka.send(TOPIC, "number " + i);
                follower.awaitEnd(LONGEST);
                assertThat(applied).last().isEqualTo("number " + i);
            }
        }
    }

    @Test
    void whatDoesNotComeIsNotWaitedForForever() {
        try (TopicFollower follower = follow(deadLetters)) {
            assertThatThrownBy(() -> follower.awaitApplied(kafka.end(TOPIC) + 1000, Duration.ofMillis(300)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(TOPIC);
        }
    }

    @Test
    void whatCannotBeUnderstoodIsSetAsideWithTheReasonAndTheRestGoesOn() {
        long before = kafka.end(LETTERS);
        kafka.send(TOPIC, "fine", "unreadable", "fine too");
        long offset = kafka.end(TOPIC) - 2;

        try (TopicFollower follower = follow(deadLetters)) {
            follower.awaitEnd(LONGEST);
        }

        assertThat(applied).endsWith("fine", "fine too");
        ConsumerRecord<String, byte[]> letter = kafka.records(LETTERS, before).stream()
                .filter(record -> header(record, "dead-letter-offset").equals(String.valueOf(offset)))
                .findFirst()
                .orElseThrow();
        assertThat(RealKafka.text(letter)).isEqualTo("unreadable");
        assertThat(letter.key()).isEqualTo("key");
        assertThat(header(letter, "dead-letter-reason")).isEqualTo("cannot be read");
        assertThat(header(letter, "dead-letter-cause")).isEqualTo(IllegalArgumentException.class.getName());
        assertThat(header(letter, "dead-letter-topic")).isEqualTo(TOPIC);
        assertThat(header(letter, "dead-letter-partition")).isEqualTo("0");
        assertThat(kafka.meters.counter("beton.dead.letters", "topic", TOPIC).count())
                .isPositive();
    }

    @Test
    void nothingIsPassedOverWhereADeadLetterCannotBeWritten() {
        // Given a broker that refuses the first dead letter
        AtomicInteger tries = new AtomicInteger();
        DeadLetters failing = new DeadLetters(kafka.publisher(), kafka.meters) {
            @Override
            public void bury(ConsumerRecord<String, byte[]> record, Exception reason) {
                if (tries.incrementAndGet() == 1) {
                    throw new IllegalStateException("no broker");
                }
                super.bury(record, reason);
            }
        };
        kafka.send(TOPIC, "unreadable", "one", "two");

        // When
        try (TopicFollower follower = follow(failing)) {
            follower.awaitEnd(LONGEST);
        }

        // Then
        assertThat(tries).hasValueGreaterThan(1);
        assertThat(applied).endsWith("one", "two");
    }

    @Test
    void aConsumersMetricsEndWithIt() {
        try (KafkaConsumer<String, byte[]> consumer = kafka.clients.consumer("some-group", Map.of())) {
            assertThat(consumer.groupMetadata().groupId()).isEqualTo("some-group");
            await().atMost(LONGEST).until(() -> kafkaMeters().findAny().isPresent());
        }
        assertThat(kafkaMeters()).isEmpty();
    }

    private Stream<String> kafkaMeters() {
        return kafka.meters.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.startsWith("kafka.consumer"));
    }

    private TopicFollower follow(DeadLetters letters) {
        TopicFollower follower = new TopicFollower(TOPIC, this::apply, kafka.clients.reader(), letters);
        follower.start();
        return follower;
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (RealKafka.text(record).equals("unreadable")) {
            throw new IllegalArgumentException("cannot be read");
        }
        applied.add(RealKafka.text(record));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
