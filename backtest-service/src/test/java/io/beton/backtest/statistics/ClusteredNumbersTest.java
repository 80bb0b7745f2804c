package io.beton.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The numbers of many observations per subject, where they must agree with those of one, and by hand. */
class ClusteredNumbersTest {
    private static final double CLOSE = 1e-9;

    @Property(tries = 500)
    void subjectsWithOneObservationGiveTheNumbersOfAnAnchoredDesign(
            @ForAll @IntRange(min = 1, max = 60) int tp,
            @ForAll @IntRange(min = 1, max = 60) int fp,
            @ForAll @IntRange(min = 1, max = 60) int fn,
            @ForAll @IntRange(min = 1, max = 60) int tn) {
        // Given
        Subjects subjects = new Subjects();
        subjects.add(tp, new Counts(1, 0, 0, 0));
        subjects.add(fp, new Counts(0, 1, 0, 0));
        subjects.add(fn, new Counts(0, 0, 1, 0));
        subjects.add(tn, new Counts(0, 0, 0, 1));

        // Then
        Counts counts = subjects.counts;
        assertSame(subjects.precision(), WilsonInterval.of(tp, tp + fp).orElseThrow());
        assertSame(subjects.recall(), WilsonInterval.of(tp, tp + fn).orElseThrow());
        assertSame(
                LiftInterval.clustered(counts, subjects.clusters).orElseThrow(),
                LiftInterval.anchored(counts).orElseThrow());
    }

    @Property(tries = 200)
    void repeatingEverySubjectsObservationsMakesNothingSurer(
            @ForAll Random random, @ForAll @IntRange(min = 2, max = 9) int times) {
        // Given
        Subjects once = new Subjects();
        Subjects often = new Subjects();
        for (int i = 0; i < 200; i++) {
            int field = random.nextInt(4);
            Counts one = new Counts(field == 0 ? 1 : 0, field == 1 ? 1 : 0, field == 2 ? 1 : 0, field == 3 ? 1 : 0);
            once.add(1, one);
            often.add(1, new Counts(times * one.tp(), times * one.fp(), times * one.fn(), times * one.tn()));
        }

        // Then
        assertSame(often.precision(), once.precision());
        assertSame(often.recall(), once.recall());
        assertSame(
                LiftInterval.clustered(often.counts, often.clusters).orElseThrow(),
                LiftInterval.clustered(once.counts, once.clusters).orElseThrow());
        assertThat(ScoreTest.pValue(often.counts, often.clusters))
                .isCloseTo(ScoreTest.pValue(once.counts, once.clusters), within(CLOSE));
    }

    /** Section 6 of the specification, subject by subject. */
    @Property(tries = 500)
    void numbersAreThoseOfTheSumsOverSubjects(@ForAll Random random) {
        // Given
        List<Counts> own = Stream.generate(
                        () -> new Counts(random.nextInt(4), random.nextInt(6), random.nextInt(6), random.nextInt(20)))
                .limit(2 + random.nextInt(40))
                .toList();
        Subjects subjects = new Subjects();
        own.forEach(counts -> subjects.add(1, counts));
        Counts all = subjects.counts;
        Assume.that(all.tp() > 0 && all.fp() > 0 && all.fn() > 0);
        double q = (double) all.tp() / all.fired();
        double b = (double) all.positives() / all.all();
        double f = (double) all.fired() / all.all();
        // When
        double residuals = sum(own, of -> square(of.tp() - q * of.fired()));
        double effect = Math.max(1, residuals / square(all.fired()) / (q * (1 - q) / all.fired()));
        double variance = sum(
                own,
                of -> square(
                        (of.tp() - q * of.fired()) / all.tp() - (of.positives() - b * of.all()) / all.positives()));
        double scores = sum(own, of -> square(of.tp() - b * of.fired() - f * of.positives() + f * b * of.all()));
        // Then
        assertSame(subjects.precision(), WilsonInterval.of(q, all.fired() / effect, Normal.Z));
        double reach = 1.959963984540054 * Math.sqrt(variance);
        assertSame(
                LiftInterval.clustered(all, subjects.clusters).orElseThrow(),
                new Interval(q / b * Math.exp(-reach), q / b * Math.exp(reach)));
        assertThat(ScoreTest.pValue(all, subjects.clusters))
                .isCloseTo(Normal.above((all.tp() - b * all.fired()) / Math.sqrt(scores)), within(CLOSE));
    }

    private static double sum(List<Counts> own, ToDoubleFunction<Counts> of) {
        return own.stream().mapToDouble(of).sum();
    }

    private static double square(double number) {
        return number * number;
    }

    @Test
    void theScoreTestIsThatOfTheFormula() {
        // Given
        Subjects subjects = new Subjects();
        subjects.add(1, new Counts(2, 0, 0, 0));
        subjects.add(1, new Counts(1, 1, 0, 0));
        subjects.add(1, new Counts(0, 0, 1, 1));
        subjects.add(1, new Counts(0, 0, 0, 2));

        // Then: each observation of tp or tn gives 1/4, of fp or fn -1/4, so U is 1/2, 0, 0, 1/2 and z = sqrt(2)
        assertThat(ScoreTest.pValue(subjects.counts, subjects.clusters)).isCloseTo(0.0786496035, within(1e-9));
    }

    @Test
    void theScoreTestSaysNothingWhereNothingCanBeSaid() {
        for (Counts counts : List.of(
                Counts.NONE,
                new Counts(3, 2, 0, 0),
                new Counts(0, 0, 2, 3),
                new Counts(2, 0, 2, 0),
                new Counts(0, 2, 0, 2))) {
            assertThat(ScoreTest.pValue(counts, Clusters.ofSubject(counts, new Clusters.Delivered(0, 0))))
                    .isEqualTo(1);
        }
        Counts even = new Counts(1, 1, 1, 1);
        assertThat(ScoreTest.pValue(even, Clusters.ofSubject(even, new Clusters.Delivered(0, 0))))
                .isEqualTo(1);
    }

    @Test
    void aShareOfAllOrNothingIsAsSureAsItsSubjects() {
        // Given: two subjects who fired five times each, always rightly
        Subjects subjects = new Subjects();
        subjects.add(2, new Counts(5, 0, 0, 0));

        // Then
        assertSame(subjects.precision(), WilsonInterval.of(2, 2).orElseThrow());
    }

    /** In floating point thirds and sevenths do not cancel. */
    @Property(tries = 500)
    void subjectsThatAreAllAlikeLeaveNoDoubtAboutTheirLiftAndSayNothingOfTheOdds(
            @ForAll @IntRange(min = 1, max = 90) int alike,
            @ForAll @IntRange(min = 1, max = 9) int fired,
            @ForAll @IntRange(min = 1, max = 9) int silent,
            @ForAll @IntRange(min = 1, max = 9) int positive,
            @ForAll @IntRange(min = 1, max = 9) int negative) {
        // Given
        Subjects subjects = new Subjects();
        subjects.add(alike, new Counts(fired * positive, fired * negative, silent * positive, silent * negative));
        // When
        Interval lift =
                LiftInterval.clustered(subjects.counts, subjects.clusters).orElseThrow();
        // Then
        assertThat(lift.lower()).isCloseTo(1, within(CLOSE));
        assertThat(lift.upper()).isCloseTo(1, within(CLOSE));
        assertThat(ScoreTest.pValue(subjects.counts, subjects.clusters)).isEqualTo(1);
    }

    private static void assertSame(Interval interval, Interval other) {
        assertThat(interval.lower()).isCloseTo(other.lower(), within(CLOSE));
        assertThat(interval.upper()).isCloseTo(other.upper(), within(CLOSE));
    }

    private static final class Subjects {
        private Counts counts = Counts.NONE;
        private Clusters clusters = Clusters.NONE;

        private void add(int times, Counts own) {
            for (int i = 0; i < times; i++) {
                counts = counts.plus(own);
                clusters = clusters.plus(Clusters.ofSubject(own, new Clusters.Delivered(0, 0)));
            }
        }

        private Interval precision() {
            return ClusteredShare.precision(counts.tp(), counts.fired(), clusters)
                    .orElseThrow();
        }

        private Interval recall() {
            return ClusteredShare.recall(counts.tp(), counts.positives(), clusters)
                    .orElseThrow();
        }
    }
}
