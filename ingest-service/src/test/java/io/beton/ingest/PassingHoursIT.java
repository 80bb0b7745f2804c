package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.kit.time.MovedClock;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.Times;
import io.beton.servers.QuarkusServers;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import io.beton.standin.access.PersonalKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours pass in which the project's clocks are put back or forward, or PostHog is away: each event is published once. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class PassingHoursIT extends PolledConnection {
    private static final Duration STEP = Duration.ofMinutes(30);

    @TempDir
    private Path folder;

    private final List<UUID> made = new ArrayList<>();
    private StandInConfig config;
    private PostHogStandIn newYork;

    @BeforeEach
    void startInNewYork() {
        config = StandInConfig.defaults()
                .withProject(1, "Acme", "America/New_York")
                .withKeys(PersonalKey.full(StandInServer.KEY))
                .withState(folder);
        newYork = PostHogStandIn.start(config);
        config = config.withPort(Integer.parseInt(newYork.url().replaceFirst(".*:", "")));
    }

    @AfterEach
    void endNewYork() {
        MovedClock.reset();
        newYork.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01T06:00:00Z", "2026-03-08T07:00:00Z"})
    void pollsGoOnWhileTheClocksOfTheProjectArePut(Instant change) throws SQLException {
        // Given
        Instant begin = change.minus(STEP);
        connectAt(begin);

        // When
        for (Instant at = begin; at.isBefore(change.plus(STEP.multipliedBy(3))); at = at.plus(STEP)) {
            happenDuringAStepFrom(at);
            MovedClock.set(at.plus(STEP));
            pollUntil(at.plus(STEP));
        }

        // Then
        tail.until(seen -> uuids(seen).containsAll(made));
        assertThat(published(tail.seen())).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void whatCameWhilePostHogWasAwayForAnHourIsReadWhenItIsBack() throws SQLException {
        // Given
        Instant begin = Instant.parse("2026-06-01T12:00:00Z");
        connectAt(begin);
        happenDuringAStepFrom(begin);
        happenDuringAStepFrom(begin.plus(STEP));
        newYork.close();
        double failed = failedPolls();
        for (int step = 1; step <= 2; step++) {
            double before = failed + step - 1;
            MovedClock.set(begin.plus(STEP.multipliedBy(step)));
            Api.post("/" + connection + "/sync");
            await().atMost(TopicTail.PATIENCE).until(() -> failedPolls() > before);
        }

        // When
        newYork = PostHogStandIn.start(config);
        pollUntil(begin.plus(STEP.multipliedBy(2)));

        // Then
        tail.until(seen -> uuids(seen).containsAll(made));
        assertThat(published(tail.seen())).containsExactlyInAnyOrderElementsOf(made);
    }

    private void connectAt(Instant now) {
        MovedClock.set(now);
        Api.delete(connection);
        connection =
                Api.connect(Map.of("host", newYork.url(), "project_id", "1")).path("connection_id");
        awaitFirstPasses(connection);
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
    }

    private void happenDuringAStepFrom(Instant from) {
        List<ObjectNode> events = new ArrayList<>();
        for (int minute = 1; minute < STEP.toMinutes(); minute += 4) {
            Instant at = from.plus(Duration.ofMinutes(minute));
            events.add(Events.event(invited.event(), "p" + minute + own, at).made());
        }
        newYork.load(events.stream().map(StandInServer::captured).iterator());
        events.stream().map(Events::uuid).forEach(made::add);
    }

    private void pollUntil(Instant arrived) throws SQLException {
        Api.post("/" + connection + "/sync");
        await().atMost(TopicTail.PATIENCE).until(() -> cursor() >= Times.micros(arrived));
    }

    private static double failedPolls() {
        return Metrics.polls("unreachable_host");
    }
}
