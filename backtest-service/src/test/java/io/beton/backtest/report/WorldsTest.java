package io.beton.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.scoring.Scorer;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Seeded worlds whose truth is known, each scored with 30 candidates at once: where nothing foretells the outcome nothing
 * passes, and what does foretell it is found.
 */
class WorldsTest {
    private static final int CANDIDATES = 30;
    private static final int WITHIN_DAYS = 7;
    private static final int HORIZON_DAYS = 30;
    private static final double BASE_RATE = 0.2;
    private static final Candidate[] ASKED = IntStream.range(0, CANDIDATES)
            .mapToObj(i -> Histories.candidate("hyp_" + i, claim(i), false))
            .toArray(Candidate[]::new);
    private static final HistoryRequest REQUEST = Histories.request("req_1", Purpose.BACKTEST, ASKED);

    /** Who lives in a world; each answer is one person's. */
    private record World(double growth, double planted, boolean useFollowsBuying) {}

    @Test
    void whereNothingForetellsTheOutcomeAlmostNothingPasses() {
        double share = share("null", 200, 1000, new World(0, 1, false), WorldsTest::anyPassed);
        assertThat(share).isLessThanOrEqualTo(0.05);
    }

    @Test
    void useThatFollowsBuyingForetellsNothing() {
        double share = share("reverse-causal", 40, 1000, new World(0, 1, true), WorldsTest::anyPassed);
        assertThat(share).isLessThanOrEqualTo(0.05);
    }

    @Test
    void growthForetellsNothing() {
        double share = share("growing sign-ups", 40, 2000, new World(25, 1, false), WorldsTest::anyPassed);
        assertThat(share).isLessThanOrEqualTo(0.05);
    }

    @Test
    void whatDoublesTheRiskIsFound() {
        double share = share("planted, risk ratio 2", 40, 3000, new World(0, 2, false), reports -> {
            assertThat(reports.get(0).full().counts().fired()).isGreaterThanOrEqualTo(148);
            return reports.get(0).verdict() == Verdict.PASSED;
        });
        assertThat(share).isGreaterThanOrEqualTo(0.8);
    }

    private static boolean anyPassed(List<Report> reports) {
        return reports.stream().anyMatch(report -> report.verdict() == Verdict.PASSED);
    }

    private static double share(String name, int worlds, int persons, World world, Predicate<List<Report>> passed) {
        int found = 0;
        for (int seed = 0; seed < worlds; seed++) {
            PartitionHistory history = new PartitionHistory(REQUEST);
            history.add(Histories.batch(events(world, persons, new Random(seed))));
            List<Report> reports =
                    new ReportWriter(REQUEST, Instant.parse("2026-04-01T00:00:00Z"), Scorer.score(history)).reports();
            found += passed.test(reports) ? 1 : 0;
        }
        double share = (double) found / worlds;
        System.out.printf("worlds that pass: %s %d of %d (%.1f %%)%n", name, found, worlds, 100 * share);
        return share;
    }

    private static List<EventBatch.Event> events(World world, int persons, Random random) {
        List<EventBatch.Event> events = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            String name = "p" + person;
            double start = signUp(world, random);
            boolean first = random.nextDouble() < use(0);
            double rate = first ? BASE_RATE * world.planted : BASE_RATE;
            double bought = start
                    + (random.nextDouble() < rate
                            ? (world.useFollowsBuying ? 0 : WITHIN_DAYS)
                                    + random.nextDouble() * (world.useFollowsBuying ? 37 : HORIZON_DAYS)
                            : 1_000);
            events.add(Histories.event(name, start, "in"));
            add(events, name, bought, "paid");
            for (int behaviour = 0; behaviour < CANDIDATES; behaviour++) {
                boolean does = behaviour == 0 ? first : random.nextDouble() < use(behaviour);
                if (does) {
                    add(events, name, start + random.nextDouble() * WITHIN_DAYS, "b" + behaviour);
                }
                if (world.useFollowsBuying && random.nextDouble() < 0.8) {
                    add(events, name, bought + random.nextDouble(), "b" + behaviour);
                }
            }
        }
        return events;
    }

    private static void add(List<EventBatch.Event> events, String person, double day, String name) {
        if (day < Histories.WINDOW_DAYS) {
            events.add(Histories.event(person, day, name));
        }
    }

    /** From 10 to 50 % of people. */
    private static double use(int behaviour) {
        return 0.1 + 0.4 * behaviour / CANDIDATES;
    }

    private static double signUp(World world, Random random) {
        double days = Histories.WINDOW_DAYS;
        return world.growth == 0
                ? random.nextDouble() * days
                : world.growth * Math.log1p(random.nextDouble() * Math.expm1(days / world.growth));
    }

    private static Claim claim(int behaviour) {
        return new Claim(
                Subject.PERSON,
                new Condition.Count(Selector.of("b" + behaviour), 1),
                new Design.Anchored(Optional.of(Selector.of("in")), WITHIN_DAYS),
                Outcome.of(Selector.of("paid"), HORIZON_DAYS));
    }
}
