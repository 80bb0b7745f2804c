package io.beton.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.beton.model.Topics;
import io.beton.servers.Servers;
import io.beton.servers.TopicLoss;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TopicFollowerIT {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String TOPIC = Topics.TAXONOMY.name();
    /** Nobody else here uses it. */
    private static final String LOST_TOPIC = Topics.CONNECTIONS.deadLetter().name();

    private static final String LETTERS = Topics.TAXONOMY.deadLetter().name();

    private final RealKafka kafka = new RealKafka();
    private final DeadLetters deadLetters = new DeadLetters(kafka.publisher(), kafka.meters);
    private final AtomicInteger losses = new AtomicInteger();
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
    void aTopicOfSeveralPartitionsIsNotReadInPart() {
        String several = Topics.TAXONOMY.name() + "-of-two";
        kafka.make(several, 2);
        kafka.send(several, "one", "two", "three", "four");

        try (TopicFollower follower = follow(several, deadLetters)) {
            assertThatThrownBy(() -> follower.awaitEnd(Duration.ofMillis(300)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(follower.reachesEnd(Duration.ofMillis(300))).isFalse();
            assertThat(follower.caughtUp()).isFalse();
        }

        assertThat(applied).isEmpty();
    }

    @Test
    void whatLiesBeyondTheEndIsNotWaitedForSinceItIsLost() {
        kafka.send(TOPIC, "last");

        try (TopicFollower follower = follow(deadLetters)) {
            assertThat(follower.awaitApplied(kafka.end(TOPIC) + 1000, LONGEST)).isFalse();
            assertThat(applied).last().isEqualTo("last");
        }
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        // Given
        kafka.send(LOST_TOPIC, "one", "two", "three");

        try (TopicFollower follower = follow(LOST_TOPIC, deadLetters)) {
            follower.awaitEnd(LONGEST);
            assertThat(losses).hasValue(0);

            // When
            TopicLoss.of(Servers.bootstrapServers(), LOST_TOPIC);
            kafka.send(LOST_TOPIC, "first of the new one");

            // Then
            await().atMost(LONGEST).until(() -> applied.contains("first of the new one"));
            follower.awaitEnd(LONGEST);
            assertThat(follower.applied()).isZero();
            assertThat(losses).hasValue(1);
        }
    }

    /** A client goes back only to where the topic still agrees with what it read; the view has forgotten all of it. */
    @Test
    void aTopicThatLostItsEndIsReadFromItsBeginning() {
        // Given
        String topic = TOPIC + "-of-which-the-end-is-lost";
        kafka.make(topic, 1);
        kafka.send(topic, "one", "two", "three");
        KafkaConsumer<String, byte[]> consumer = kafka.clients.reader();
        Consumer<ConsumerRecord<String, byte[]>> applying = record -> {
            apply(record);
            if (record.offset() == 2 && losses.get() == 0) {
                consumer.seek(new TopicPartition(topic, 0), 1);
            }
        };

        // When
        try (TopicFollower follower =
                new TopicFollower(topic, applying, consumer, deadLetters, losses::incrementAndGet)) {
            follower.start();
            await().atMost(LONGEST).until(() -> applied.size() == 6);
            follower.awaitEnd(LONGEST);
        }

        // Then
        assertThat(applied).containsExactly("one", "two", "three", "one", "two", "three");
        assertThat(losses).hasValue(1);
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
        return follow(TOPIC, letters);
    }

    private TopicFollower follow(String topic, DeadLetters letters) {
        TopicFollower follower =
                new TopicFollower(topic, this::apply, kafka.clients.reader(), letters, losses::incrementAndGet);
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
