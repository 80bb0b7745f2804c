package io.beton.router.live;

import static io.beton.router.World.event;
import static io.beton.router.World.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.loop.Loop;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.beton.servers.Servers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;

/** Who may write what matching keeps, where several instances and the sweeper are at it. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class LiveOwnershipIT extends RouterContract {

    @Inject
    MeterRegistry meters;

    @Inject
    HypothesesView hypotheses;

    @Inject
    WarmUps warmUps;

    @Inject
    Matching matching;

    @Inject
    Steps steps;

    @Inject
    DeadLetters deadLetters;

    @Inject
    LiveConfig config;

    @Test
    void whatAnotherReaderHasTakenIsUndoneAndPassedOver() throws SQLException {
        // Given
        SubjectId taken = somebody(0);
        SubjectId left = somebody(0);
        world.approve(
                hypothesis,
                event(taken, "signed_up", -5),
                event(taken, "invited", -4),
                event(left, "signed_up", -5),
                event(left, "invited", -4));
        awaitConsumed();
        // When
        try (Connection other = source.getConnection()) {
            other.setAutoCommit(false);
            try (var advance = other.prepareStatement(
                    "update router.consumed set next_offset = next_offset + 1 where topic = ? and partition = 0")) {
                advance.setString(1, Topics.EVENTS.name());
                advance.executeUpdate();
            }
            world.live(event(taken, "invited", 2));
            await().atMost(SOON).until(this::someoneWaitsForALock);
            other.commit();
        }
        world.live(event(left, "invited", 3));
        awaitSignalled(left);
        // Then
        assertThat(signalled()).containsExactly(left.value());
    }

    @Test
    void whatAnotherReaderHasTakenOfOneTopicKeepsFromWritingByTheOther() {
        // Given
        SubjectId subject = somebody(0);
        world.live(event(subject, "invited", 2));
        awaitConsumed();
        RequestId request = world.begin(hypothesis);
        double fenced = counted("beton.router.fenced");
        // When
        update(
                "update router.consumed set next_offset = next_offset - 1 where topic = ? and partition = 0",
                Topics.EVENTS.name());
        world.history(request, event(subject, "signed_up", -5));
        awaitConsumed();
        // Then
        assertThat(counted("beton.router.fenced")).isGreaterThan(fenced);
        assertThat(kept(hypothesis, "true")).isEqualTo(1);
    }

    @Test
    void whatIsSweptWaitsForWhoeverMatchesThere() throws SQLException {
        // Given
        SubjectId subject = somebody(1);
        world.approve(hypothesis, event(subject, "signed_up", -5), event(subject, "invited", -4));
        awaitConsumed();
        // When
        try (Connection other = source.getConnection()) {
            other.setAutoCommit(false);
            try (var matches = other.prepareStatement(
                    "update router.consumed set next_offset = next_offset where topic = ? and partition = 1")) {
                matches.setString(1, Topics.HISTORY.name());
                matches.executeUpdate();
            }
            world.publish(hypothesis.in(HypothesisState.RETIRED));
            await().atMost(SOON)
                    .until(() -> number("select count(*) from pg_stat_activity where datname = current_database()"
                                    + " and wait_event_type = 'Lock' and query like 'select 1 from router.consumed%'")
                            > 0);
            assertThat(kept(hypothesis, "true")).isEqualTo(1);
            other.rollback();
        }
        // Then
        await().atMost(SOON).until(() -> kept(hypothesis, "true") == 0);
        await().atMost(SOON)
                .until(() -> number(
                                "select count(*) from router.state_version where hypothesis_id = ?",
                                hypothesis.hypothesisId().value())
                        == 0);
    }

    @Test
    void nothingIsKeptOfARetiredHypothesis() {
        // Given
        SubjectId subject = somebody(1);
        world.approve(hypothesis, event(subject, "signed_up", -5), event(subject, "invited", -4));
        awaitConsumed();
        assertThat(kept(hypothesis, "true")).isEqualTo(1);
        // When
        world.publish(hypothesis.in(HypothesisState.RETIRED));
        // Then
        await().atMost(SOON).until(() -> kept(hypothesis, "true") == 0);
        world.live(event(subject, "invited", 2));
        awaitConsumed();
        assertThat(kept(hypothesis, "true")).isZero();
        assertThat(signalled()).isEmpty();
    }

    @Test
    void partitionsThatMoveBetweenInstancesLoseAndDoubleNothing() {
        // Given
        List<SubjectId> subjects =
                IntStream.range(0, 40).mapToObj(i -> somebody(i % 4)).toList();
        world.approve(
                hypothesis,
                subjects.stream()
                        .map(subject -> event(subject, "signed_up", -5))
                        .toArray(EventBatch.Event[]::new));
        // When
        subjects.subList(0, 10).forEach(subject -> world.live(event(subject, "invited", 1)));
        try (Loop other = Loop.start("another instance", this::anotherMatcher)) {
            subjects.forEach(subject -> world.live(event(subject, "invited", 2)));
            await().atMost(SOON).until(() -> members() == config.threads() + 1);
            subjects.subList(10, 30).forEach(subject -> world.live(event(subject, "invited", 3)));
            awaitSignalled(subjects.subList(0, 20).toArray(SubjectId[]::new));
            subjects.forEach(subject -> world.live(event(subject, "invited", 4)));
            assertThat(other.alive()).isTrue();
        }
        subjects.forEach(subject -> world.live(event(subject, "invited", 5)));
        awaitSignalled(subjects.toArray(SubjectId[]::new));
        awaitConsumed();
        await().atMost(SOON).until(() -> number("select count(*) from router.outbox") == 0);
        // Then
        String[] expected = subjects.stream().map(SubjectId::value).toArray(String[]::new);
        assertThat(signalled()).containsExactlyInAnyOrder(expected);
        assertThat(all(Topics.SIGNALS.name()))
                .extracting(ConsumerRecord::key)
                .filteredOn(key -> List.of(expected).contains(key))
                .containsExactlyInAnyOrder(expected);
    }

    private double counted(String counter) {
        return meters.counter(counter).count();
    }

    private LiveMatcher anotherMatcher() {
        return new LiveMatcher(
                kafka.consumer(LiveLoop.GROUP, LiveLoop.reading(config)),
                new Intake(hypotheses, warmUps, deadLetters, steps),
                matching,
                meters,
                () -> {});
    }

    private int members() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.bootstrapServers()))) {
            var group = admin.describeConsumerGroups(List.of(LiveLoop.GROUP))
                    .all()
                    .get()
                    .get(LiveLoop.GROUP);
            return group.groupState() == GroupState.STABLE ? group.members().size() : 0;
        }
    }

    private boolean someoneWaitsForALock() {
        return number("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock'")
                > 0;
    }
}
