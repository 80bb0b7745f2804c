package io.beton.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each 95 % interval holds the truth in 93 to 98 % of 2,000 seeded draws from a world whose truth is known. */
class CoverageTest {
    private static final int DRAWS = 2_000;
    private final Map<String, Integer> held = new TreeMap<>();

    @Test
    void oneObservationPerSubject() {
        // Given: a quarter fires, of whom 30 % are positive, of the others 10 %
        double precision = 0.3;
        double recall = 0.25 * 0.3 / (0.25 * 0.3 + 0.75 * 0.1);
        double lift = precision / (0.25 * 0.3 + 0.75 * 0.1);

        // When
        for (int draw = 0; draw < DRAWS; draw++) {
            Random random = new Random(draw);
            Counts counts = Counts.NONE;
            for (int i = 0; i < 800; i++) {
                boolean fired = random.nextDouble() < 0.25;
                counts = counts.plus(one(fired, random.nextDouble() < (fired ? 0.3 : 0.1)));
            }
            note("precision", WilsonInterval.of(counts.tp(), counts.fired()).orElseThrow(), precision);
            note("recall", WilsonInterval.of(counts.tp(), counts.positives()).orElseThrow(), recall);
            note("lift", LiftInterval.anchored(counts).orElseThrow(), lift);
        }

        // Then
        assertCoverage("anchored");
    }

    @Test
    void manyObservationsPerSubject() {
        // Given: three in ten are keen, firing at 60 % of their landmarks and positive at all of them with 30 %;
        // of the others it is 10 % and 10 %
        double both = 0.3 * 0.6 * 0.3 + 0.7 * 0.1 * 0.1;
        double fired = 0.3 * 0.6 + 0.7 * 0.1;
        double positive = 0.3 * 0.3 + 0.7 * 0.1;

        // When
        for (int draw = 0; draw < DRAWS; draw++) {
            Random random = new Random(draw);
            Counts counts = Counts.NONE;
            Clusters clusters = Clusters.NONE;
            for (int subject = 0; subject < 600; subject++) {
                Counts own = subject(random);
                counts = counts.plus(own);
                clusters = clusters.plus(Clusters.ofSubject(own, new Clusters.Delivered(0, 0)));
            }
            note(
                    "precision",
                    ClusteredShare.precision(counts.tp(), counts.fired(), clusters)
                            .orElseThrow(),
                    both / fired);
            note(
                    "recall",
                    ClusteredShare.recall(counts.tp(), counts.positives(), clusters)
                            .orElseThrow(),
                    both / positive);
            note("lift", LiftInterval.clustered(counts, clusters).orElseThrow(), both / fired / positive);
        }

        // Then
        assertCoverage("rolling");
    }

    private static Counts subject(Random random) {
        boolean keen = random.nextDouble() < 0.3;
        boolean positive = random.nextDouble() < (keen ? 0.3 : 0.1);
        Counts own = Counts.NONE;
        for (int landmark = 0; landmark < 6; landmark++) {
            own = own.plus(one(random.nextDouble() < (keen ? 0.6 : 0.1), positive));
        }
        return own;
    }

    private static Counts one(boolean fired, boolean positive) {
        return new Counts(
                fired && positive ? 1 : 0,
                fired && !positive ? 1 : 0,
                !fired && positive ? 1 : 0,
                fired || positive ? 0 : 1);
    }

    private void note(String number, Interval interval, double truth) {
        held.merge(number, interval.lower() <= truth && truth <= interval.upper() ? 1 : 0, Integer::sum);
    }

    private void assertCoverage(String design) {
        held.forEach((number, times) -> {
            double coverage = (double) times / DRAWS;
            System.out.printf("coverage of the 95 %% interval: %s %s %.1f %%%n", design, number, 100 * coverage);
            assertThat(coverage).as(design + " " + number).isBetween(0.93, 0.98);
        });
    }
}
