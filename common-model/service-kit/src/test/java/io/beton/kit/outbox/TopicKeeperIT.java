package io.beton.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.kit.kafka.RealKafka;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.kit.loop.BackgroundWork;
import io.beton.kit.loop.Loops;
import io.beton.model.Topics;
import io.beton.servers.Servers;
import io.beton.servers.TopicLoss;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TopicKeeperIT {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(20);
    /** Nobody else here uses it. */
    private static final String TOPIC = Topics.HYPOTHESES.deadLetter().name();

    private final RealKafka kafka = new RealKafka();
    private final TopicFollowers followers = kafka.followers();
    private final Table table = new Table();
    private final Loops loops = new Loops(() -> GRACE);

    @BeforeEach
    void beginsWithAnEmptyTopic() {
        TopicLoss.of(Servers.bootstrapServers(), TOPIC);
    }

    @AfterEach
    void close() {
        loops.works().forEach(BackgroundWork::stop);
        kafka.close();
    }

    @Test
    void whatTheTopicDoesNotSayOrSaysOtherwiseIsSaidAgain() {
        // Given
        table.kept.putAll(Map.of("same", "1", "changed", "2", "missing", "1"));
        say("same", "1");
        say("changed", "1");
        say("unknown", "1");

        // When
        keep();

        // Then
        await().atMost(LONGEST).until(() -> !table.unknown.isEmpty());
        assertThat(table.said).containsOnly(Map.entry("changed", "2"), Map.entry("missing", "1"));
        assertThat(table.unknown).containsOnly(Map.entry("unknown", "1"));
    }

    @Test
    void aTopicThatWasMadeAnewIsToldEverythingAgain() {
        // Given
        table.kept.putAll(Map.of("one", "1", "two", "2"));
        keep();
        await().atMost(LONGEST).until(() -> table.said.size() == 2);
        table.said.clear();

        // When
        TopicLoss.of(Servers.bootstrapServers(), TOPIC);

        // Then
        await().atMost(LONGEST).untilAsserted(() -> assertThat(table.said).isEqualTo(table.kept));
    }

    /** One of two partitions is not read, as none is while the broker is away. */
    @Test
    void whereTheTopicCannotBeReadNothingIsComparedAndTheEndIsNotHeldUp() throws InterruptedException {
        // Given
        String several = TOPIC + "-of-two";
        kafka.make(several, 2);
        table.kept.put("one", "1");
        keep(several);
        BackgroundWork work = loops.works().get(0);

        // When
        work.stop();

        // Then
        assertThat(work.endsWithin(GRACE)).isTrue();
        assertThat(table.said).isEmpty();
    }

    private void keep() {
        keep(TOPIC);
    }

    private void keep(String topic) {
        TopicKeeper.start(followers, loops, topic, bytes -> new String(bytes, StandardCharsets.UTF_8), table);
    }

    private void say(String key, String value) {
        kafka.publisher().publish(List.of(new ProducerRecord<>(TOPIC, key, value.getBytes(StandardCharsets.UTF_8))));
    }

    /** Says on the topic at once. */
    private final class Table implements TopicKeeper.Facts<String> {
        private final Map<String, String> kept = new ConcurrentHashMap<>();
        private final Map<String, String> said = new ConcurrentHashMap<>();
        private final Map<String, String> unknown = new ConcurrentHashMap<>();

        @Override
        public Map<String, String> kept() {
            return Map.copyOf(kept);
        }

        @Override
        public void sayAgain(Collection<String> keys) {
            keys.forEach(key -> {
                say(key, kept.get(key));
                said.put(key, kept.get(key));
            });
        }

        @Override
        public void unknown(Map<String, String> found) {
            unknown.putAll(found);
        }
    }
}
