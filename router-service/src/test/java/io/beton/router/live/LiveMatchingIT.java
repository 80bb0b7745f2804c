package io.beton.router.live;

import static io.beton.router.World.event;
import static io.beton.router.World.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.id.SubjectId;
import io.beton.model.signal.Signal;
import io.beton.router.Receiver;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.beton.servers.Servers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The router as it runs, with a real broker and a real database. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class LiveMatchingIT extends RouterContract {

    @Inject
    MeterRegistry meters;

    @Test
    void aSubjectThatFiresAfterTheApprovalIsSignalledOnceEverywhere() {
        try (Receiver receiver = new Receiver()) {
            // Given
            SubjectId subject = somebody(0);
            EventBatch.Event signedUp = event(subject, "signed_up", -20);
            EventBatch.Event first = event(subject, "invited", -10);
            EventBatch.Event second = event(subject, "invited", 5);
            String sink = RestAssured.given()
                    .contentType("application/json")
                    .body(Map.of("name", "all", "kind", "webhook", "url", receiver.url()))
                    .post("/api/v1/sinks")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("sink_id");
            world.approve(hypothesis, signedUp, first);
            awaitConsumed();
            // When
            world.live(second);
            world.live(first, second);
            awaitSignalled(subject);
            world.live(event(subject, "invited", 6));
            awaitConsumed();
            // Then
            assertThat(signalled()).containsExactly(subject.value());
            await().atMost(SOON).until(() -> !onTopic(subject).isEmpty());
            assertThat(onTopic(subject)).hasSize(1);
            Signal told = Json.read(onTopic(subject).get(0).value(), Signal.class);
            assertThat(told.events()).containsExactly(signedUp.uuid(), first.uuid(), second.uuid());
            assertThat(headers(onTopic(subject).get(0)))
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_id", told.signalId().value())
                    .containsEntry("ce_source", "/beton/connections/con_1")
                    .containsEntry("ce_type", "io.beton.signal.v1")
                    .containsEntry("ce_subject", subject.value())
                    .containsEntry("ce_time", "2026-11-01T05:00:00Z")
                    .containsEntry("content-type", "application/json");
            await().atMost(SOON).until(() -> receiver.got().size() == 1);
            assertThat(receiver.got().get(0).headers())
                    .containsEntry("webhook-id", told.signalId().value());
            assertThat(Json.read(receiver.got().get(0).body(), Signal.class)).isEqualTo(told);
            RestAssured.delete("/api/v1/sinks/" + sink).then().statusCode(204);
        }
    }

    @Test
    void recordsThatAreConsumedAgainChangeNothing() {
        // Given
        SubjectId subject = somebody(3);
        world.approve(hypothesis, event(subject, "signed_up", -5), event(subject, "invited", -4));
        world.live(event(subject, "invited", 2));
        awaitSignalled(subject);
        awaitConsumed();
        long signals = number("select count(*) from router.signal");
        String savedBy = "select xmin::text::bigint from router.subject_row where subject = ?";
        long saved = number(savedBy, subject.value());
        // When
        update("update router.consumed set next_offset = 0");
        // whoever reads a partition learns it by what comes there
        IntStream.range(0, Servers.partitions())
                .forEach(partition -> world.live(event(somebody(partition), "invited", 2)));
        awaitConsumed();
        await().atMost(SOON).until(() -> onTopic(subject).size() == 1);
        // Then
        assertThat(signalled()).containsExactly(subject.value());
        assertThat(number("select count(*) from router.signal")).isEqualTo(signals);
        assertThat(number(savedBy, subject.value())).isEqualTo(saved);
        assertThat(number("select count(*) from router.outbox")).isZero();
    }

    @Test
    void aSignalThatWasStoredButNotYetPublishedGoesOutOnceTheRelayRuns() throws SQLException {
        // Given
        SubjectId subject = somebody(3);
        world.approve(hypothesis, event(subject, "signed_up", -5), event(subject, "invited", -4));
        // When
        try (Connection other = source.getConnection()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                lock.setString(1, "router.outbox");
                lock.execute();
            }
            world.live(event(subject, "invited", 2));
            awaitSignalled(subject);
            assertThat(number("select count(*) from router.outbox where key = ?", subject.value()))
                    .isEqualTo(1);
            assertThat(onTopic(subject)).isEmpty();
            other.rollback();
        }
        await().atMost(SOON).until(() -> number("select count(*) from router.outbox") == 0);
        // Then
        assertThat(onTopic(subject)).hasSize(1);
    }

    @Test
    void anUnreadableRecordBecomesADeadLetterAndTheNextIsMatched() {
        // Given
        SubjectId subject = somebody(0);
        String key = "not a batch " + UUID.randomUUID();
        world.approve(hypothesis, event(subject, "signed_up", -5), event(subject, "invited", -4));
        // When
        world.live(0, key.getBytes(StandardCharsets.UTF_8));
        world.live(event(subject, "invited", 2));
        awaitSignalled(subject);
        // Then
        assertThat(all(Topics.EVENTS.deadLetter().name())).anySatisfy(letter -> {
            assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo(key);
            assertThat(headers(letter))
                    .containsEntry("dead-letter-topic", Topics.EVENTS.name())
                    .containsKey("dead-letter-reason");
        });
    }

    @Test
    void itIsReadyAndShowsItsCounters() {
        // Given
        SubjectId subject = somebody(1);
        world.approve(hypothesis, event(subject, "signed_up", -5), event(subject, "invited", -4));
        world.live(event(subject, "invited", 2));
        awaitSignalled(subject);
        // Then
        await().atMost(SOON)
                .untilAsserted(() -> RestAssured.get("/q/health/ready").then().statusCode(200));
        RestAssured.get("/q/health/live")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'loops' }.data.values()", everyItem(is(true)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(RestAssured.get("/q/metrics").asString())
                        .contains(
                                "beton_matches_total",
                                "beton_signals_total",
                                "kafka_consumer_fetch_manager_records_lag"));
    }

    @Test
    void everyMatchIsSignalledOrSuppressed() {
        // Given
        SubjectId subject = somebody(1);
        SubjectId member = somebody(1);
        double matches = counted("beton.matches");
        double signals = counted("beton.signals");
        double suppressed = counted("beton.matches.suppressed");
        // When
        world.approve(
                hypothesis,
                event(subject, "signed_up", -5),
                event(member, "signed_up", -5),
                event(member, "invited", -4),
                event(member, "invited", -3));
        world.live(event(subject, "invited", 2), event(subject, "invited", 3));
        awaitSignalled(subject);
        await().atMost(SOON).until(() -> counted("beton.matches") == matches + 2);
        // Then
        assertThat(counted("beton.signals")).isEqualTo(signals + 1);
        assertThat(counted("beton.matches.suppressed")).isEqualTo(suppressed + 1);
    }

    private double counted(String counter) {
        return meters.counter(counter).count();
    }

    private List<ConsumerRecord<String, byte[]>> onTopic(SubjectId subject) {
        return all(Topics.SIGNALS.name()).stream()
                .filter(signal -> subject.value().equals(signal.key()))
                .toList();
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(
                        header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8)));
    }
}
