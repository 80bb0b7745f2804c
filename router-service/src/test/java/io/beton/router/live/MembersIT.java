package io.beton.router.live;

import static io.beton.router.World.event;
import static io.beton.router.World.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.beton.router.World;
import io.beton.servers.Servers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Who qualifies already when a hypothesis is approved. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class MembersIT extends RouterContract {
    private static final int PARTITIONS = Servers.partitions();

    @Test
    void theyAreListedInPagesAndNotSignalled() {
        // Given
        List<SubjectId> qualified = somebodies(5);
        SubjectId other = somebody(2);
        RequestId request = world.begin(hypothesis);
        members("").body("warm", equalTo(false));
        // When
        world.history(request, qualifying(qualified));
        world.history(request, event(other, "signed_up", -20));
        world.end(request, Optional.empty(), 2);
        world.live(event(other, "invited", 1), event(other, "invited", 2));
        awaitSignalled(other);
        awaitMembers(5);
        await().atMost(SOON).until(() -> members("").extract().path("warm"));
        // Then
        assertThat(signalled()).containsExactly(other.value());
        members("").body("warm", equalTo(true)).body("items[0].fired_at", equalTo("2026-10-31T15:00:00Z"));
        List<String> paged = new ArrayList<>();
        String cursor = "0";
        while (cursor != null) {
            ValidatableResponse page = members("?limit=2&cursor=" + cursor);
            paged.addAll(page.extract().jsonPath().getList("items.subject_id"));
            cursor = page.extract().path("next_cursor");
        }
        assertThat(paged).containsExactlyInAnyOrderElementsOf(values(qualified));
        members("?since=" + World.APPROVED).body("warm", equalTo(true));
        members("?since=" + World.APPROVED.plusSeconds(1)).body("warm", equalTo(false));
        RestAssured.get(path() + "?since=now").then().statusCode(400).body("member", equalTo("since"));
        RestAssured.get(path() + "?limit=501").then().statusCode(400).body("member", equalTo("limit"));
    }

    @Test
    void aBackfillSignalsEachOnceWhateverIsReadAgain() {
        // Given
        List<SubjectId> qualified = somebodies(8);
        Hypothesis backfilled = hypothesis.backfilled();
        world.approve(backfilled, qualifying(qualified));
        awaitSignalled(qualified.toArray(SubjectId[]::new));
        // so that on each partition something was read that is read again
        world.live(somebodies(PARTITIONS).stream()
                .map(subject -> event(subject, "invited", 1))
                .toArray(EventBatch.Event[]::new));
        awaitConsumed();
        // When
        update("update router.consumed set next_offset = 0");
        world.live(somebodies(PARTITIONS).stream()
                .map(subject -> event(subject, "invited", 1))
                .toArray(EventBatch.Event[]::new));
        awaitConsumed();
        SubjectId paused = somebody(3);
        RequestId again = world.resume(backfilled, 10);
        world.history(again, qualifying(qualified));
        world.history(again, event(paused, "signed_up", 1), event(paused, "invited", 2), event(paused, "invited", 3));
        world.end(again, Optional.empty(), 2);
        awaitMembers(9);
        await().atMost(SOON).until(() -> number("select count(*) from router.outbox") == 0);
        // Then
        assertThat(signalled()).containsExactlyInAnyOrderElementsOf(values(qualified));
        assertThat(all(Topics.SIGNALS.name()))
                .extracting(ConsumerRecord::key)
                .filteredOn(values(qualified)::contains)
                .containsExactlyInAnyOrderElementsOf(values(qualified));
    }

    @Test
    void aWarmUpThatDiesAtItsEndIsJudgedAgainAsAWhole() throws SQLException {
        // Given
        List<SubjectId> qualified = somebodies(8);
        RequestId request = world.begin(hypothesis.backfilled());
        world.history(request, qualifying(qualified));
        awaitConsumed();
        // When
        try (Connection other = source.getConnection();
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("lock table router.member in exclusive mode");
            world.end(request, Optional.empty(), 1);
            await().atMost(SOON).until(() -> died("insert into router.member") > 0);
            assertThat(signalled()).isEmpty();
            other.rollback();
        }
        // Then
        awaitSignalled(qualified.toArray(SubjectId[]::new));
        awaitConsumed();
        assertThat(signalled()).containsExactlyInAnyOrderElementsOf(values(qualified));
        awaitMembers(8);
    }

    @Test
    void nothingOfThemIsKeptOnceTheHypothesisIsRetiredOrDeletedOrItsConnectionIs() {
        // Given
        Hypothesis deleted = World.hypothesis("hyp_" + UUID.randomUUID());
        ConnectionId connection = new ConnectionId("con_" + UUID.randomUUID());
        World elsewhere = new World(publisher, connection);
        Hypothesis cutOff = elsewhere.hypothesis(
                "{'count': {'event': 'invited'}, 'at_least': 2}",
                "{'design': 'anchored', 'anchor': {'event': 'signed_up'}, 'within_days': 7}");
        world.approve(hypothesis, qualifying(somebodies(2)));
        world.approve(deleted, qualifying(somebodies(2)));
        elsewhere.approve(cutOff, qualifying(somebodies(2)));
        awaitMembers(2);
        await().atMost(SOON).until(() -> kept(deleted) == 2 + PARTITIONS + 2 && kept(cutOff) == 2 + PARTITIONS + 2);
        // When
        world.publish(hypothesis.in(HypothesisState.RETIRED));
        say(Topics.HYPOTHESES, deleted.hypothesisId().value(), null);
        say(Topics.CONNECTIONS, connection.value(), Json.bytes(gone(connection)));
        // Then
        await().atMost(SOON).until(() -> kept(hypothesis) + kept(deleted) + kept(cutOff) == 0);
        members("").body("items.size()", equalTo(0));
    }

    private void say(Topics.Topic topic, String key, byte[] value) {
        publisher.publish(List.of(new ProducerRecord<>(topic.name(), key, value)));
    }

    private static ConnectionFacts gone(ConnectionId connection) {
        return new ConnectionFacts(
                connection,
                "Acme",
                "https://eu.posthog.com",
                "1",
                "Acme",
                "UTC",
                Duration.ofMinutes(5),
                ConnectionFacts.State.DELETED,
                Optional.empty(),
                World.APPROVED,
                true);
    }

    private String path() {
        return "/api/v1/hypotheses/" + hypothesis.hypothesisId() + "/members";
    }

    private ValidatableResponse members(String query) {
        return RestAssured.get(path() + query).then().statusCode(200);
    }

    private void awaitMembers(int some) {
        await().atMost(SOON)
                .until(() -> members("").extract().jsonPath().getList("items").size() == some);
    }

    private long kept(Hypothesis of) {
        return kept(of, "true")
                + Stream.of("warm", "member")
                        .mapToLong(table -> number(
                                "select count(*) from router." + table + " where hypothesis_id = ?",
                                of.hypothesisId().value()))
                        .sum();
    }

    private static List<SubjectId> somebodies(int many) {
        return IntStream.range(0, many).mapToObj(i -> somebody(i % PARTITIONS)).toList();
    }

    private static EventBatch.Event[] qualifying(List<SubjectId> subjects) {
        return subjects.stream()
                .flatMap(subject -> Stream.of(
                        event(subject, "signed_up", -20),
                        event(subject, "invited", -10),
                        event(subject, "invited", -9)))
                .toArray(EventBatch.Event[]::new);
    }

    private static List<String> values(List<SubjectId> subjects) {
        return subjects.stream().map(SubjectId::value).toList();
    }
}
