package io.beton.local;

import static io.beton.local.ReadSystem.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever dies, and whoever else shares the work: of events whose signals are known each signal is in the database, on
 * its topic and at the receiver, and nowhere is another one.
 *
 * <p>It takes minutes and is no part of the build: {@code deploy/bench/run crash} runs it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CrashIT {
    private static final long SEED = Long.getLong("crash.seed", 1);
    private static final int EVENTS = Integer.getInteger("crash.events", 4_000);
    private static final int KILLS = Integer.getInteger("crash.kills", 4);
    private static final int PER_SECOND = Math.max(200, EVENTS / 200);

    /** Of all worlds by now. */
    private final Set<Told.Meaning> expected = new HashSet<>();

    private int publishedBefore;
    private int timesBefore;
    private CrashSystem system;

    @BeforeAll
    void starts(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        system = CrashSystem.start(folder);
    }

    @AfterAll
    void ends() {
        system.close();
    }

    @Test
    @Order(1)
    void whoeverIsKilledEachSignalComesById() {
        CrashWorld world = world("one", SEED, EVENTS, KILLS);
        try (Feed feed = begun(world)) {
            List<Kill> kills = new Killing(system, feed, SEED).kill(KILLS);
            List<Arrival> arrivals = arrivals(world, feed);
            System.out.println(
                    Kill.table(kills, system.processes().database().raised().values()));
            assertOnce(arrivals);
            assertThat(kills).filteredOn(Kill::hit).hasSize(KILLS);
        }
    }

    @Test
    @Order(2)
    void routersThatComeAndGoShareThePartitions() {
        CrashWorld world = world("two", SEED + 1, EVENTS / 2, Rebalancing.STEPS);
        try (Feed feed = begun(world)) {
            String table = new Rebalancing(system, feed, EVENTS / 2 / (Rebalancing.STEPS + 1), publishedBefore).run();
            List<Arrival> arrivals = arrivals(world, feed);
            System.out.println(table);
            assertOnce(arrivals);
        }
    }

    private CrashWorld world(String name, long seed, int events, int troubles) {
        Duration first = Duration.ofSeconds(15 + events / PER_SECOND / 5);
        CrashWorld world =
                CrashWorld.of(name, seed, events, ReadSystem.now(), first, Duration.ofSeconds(6L * troubles));
        System.out.printf(
                "seed %d: %,d events of %,d people, %d hypotheses live%n",
                seed, world.inOrder().size(), world.persons(), system.live().size());
        return world;
    }

    /** Those on trial have done what they do. */
    private Feed begun(CrashWorld world) {
        publishedBefore = system.processes().tail().different();
        timesBefore = system.processes().published().size();
        Feed feed = system.feed(world, PER_SECOND);
        feed.allow(world.onTrial());
        until(CrashSystem.LONGEST, () -> feed.made() >= world.onTrial());
        return feed;
    }

    private List<Arrival> arrivals(CrashWorld world, Feed feed) {
        Instant fed = Instant.now();
        feed.allowAll();
        until(CrashSystem.LONGEST, () -> feed.made() == feed.all());
        Set<Told.Meaning> ofThis = world.expected(system.live(), system.persons());
        assertThat(ofThis).hasSizeGreaterThan(EVENTS / 100);
        expected.addAll(ofThis);
        try {
            system.untilDone(publishedBefore + feed.made());
            system.untilRaised(expected, world.lastLandmark());
            system.untilDone(publishedBefore + feed.made());
        } catch (ConditionTimeoutException e) {
            System.out.println("not everything came: " + e.getMessage());
        }
        List<Arrival> arrivals = List.of(
                Arrival.at("in the database", system.inTheDatabase(), expected),
                Arrival.at("on the topic", system.onTheTopic(), expected),
                Arrival.at("at the receiver", system.atTheReceiver(), expected));
        System.out.printf(
                "%,d events made, the longest in %d ms; %,d of them published, %,d times in all; done %d s later%n%s",
                feed.made(),
                feed.longest().toMillis(),
                system.processes().tail().different() - publishedBefore,
                system.processes().published().size() - timesBefore,
                Duration.between(fed, Instant.now()).toSeconds(),
                Arrival.table(arrivals));
        assertThat(feed.longest())
                .as("what became readable later than polls look is lost by the test")
                .isLessThan(CrashSystem.VISIBLE_WITHIN);
        return arrivals;
    }

    private void assertOnce(List<Arrival> arrivals) {
        assertThat(arrivals).allMatch(Arrival::once);
        assertThat(system.processes().database().deliveries("exhausted")).isZero();
    }
}
