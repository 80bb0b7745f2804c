package io.beton.backtest.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Support;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Bar;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictPolicyTest {
    private static final Bar BAR = new Bar(0.3, 0.2, 1.5, 200, 30, 20, 0.05);
    private static final Numbers GOOD = new Numbers(0.5, 0.4, 2.5, 1.8, new Counts(40, 40, 60, 260));

    @Test
    void whatReachesTheBarPassesAtItsEdgesToo() {
        assertVerdict(GOOD, GOOD, false, 0.05, Verdict.PASSED, "lift 2.5000 reaches 1.5000");
        assertVerdict(
                new Numbers(0.3, 0.2, 1.5, 1.0001, new Counts(20, 10, 0, 170)),
                GOOD,
                false,
                0.05,
                Verdict.PASSED,
                "precision 0.3000 reaches 0.3000");
    }

    @Test
    void tooLittleDataIsAnAnswer() {
        assertVerdict(
                counts(19, 11, 0, 169), GOOD, false, 0, Verdict.INCONCLUSIVE, "199 subjects observed, 200 needed");
        assertVerdict(counts(20, 9, 0, 300), GOOD, false, 0, Verdict.INCONCLUSIVE, "29 fired, 30 needed");
        assertVerdict(counts(19, 40, 0, 300), GOOD, false, 0, Verdict.INCONCLUSIVE, "19 positives, 20 needed");
    }

    @Test
    void enoughDataAndNoHitFails() {
        assertVerdict(counts(0, 40, 60, 260), GOOD, false, 0, Verdict.FAILED, "none of 40 who fired");
    }

    @Test
    void tooLittleDataComesBeforeNoHit() {
        assertVerdict(counts(0, 29, 60, 260), GOOD, false, 0, Verdict.INCONCLUSIVE, "29 fired, 30 needed");
    }

    @Test
    void aMissingNumberIsNoVerdictEvenWhereAnotherMisses() {
        Measures empty = new Numbers(0, 0, 0, 0, Counts.NONE).withoutNumbers();
        Judgement judgement = VerdictPolicy.judge(BAR, GOOD.measures(), empty, true, 1);
        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reasons())
                .containsExactly(
                        "not enough data: there is no lift interval of the holdout",
                        "not enough data: there is no lift of the holdout");
    }

    @Test
    void everyMissIsNamed() {
        assertVerdict(GOOD.precision(0.29), GOOD, false, 0, Verdict.FAILED, "precision 0.2900 is below 0.3000");
        assertVerdict(GOOD.recall(0.19), GOOD, false, 0, Verdict.FAILED, "recall 0.1900 is below 0.2000");
        assertVerdict(GOOD.lift(1.49), GOOD, false, 0, Verdict.FAILED, "lift 1.4900 is below 1.5000");
        assertVerdict(GOOD, GOOD, false, 0.0501, Verdict.FAILED, "q 0.0501 is above 0.0500");
        assertVerdict(GOOD.lowest(1), GOOD, false, 0, Verdict.FAILED, "of the full window starts at 1.0000");
        assertVerdict(GOOD, GOOD.lift(1), false, 0, Verdict.FAILED, "lift of the holdout is 1.0000, not above 1");
    }

    @Test
    void aSearchIsJudgedByTheIntervalOfItsHoldout() {
        assertVerdict(GOOD.lowest(0.9), GOOD, true, 0, Verdict.PASSED, "of the holdout starts at 1.8000");
        assertVerdict(GOOD, GOOD.lowest(0.9), true, 0, Verdict.FAILED, "of the holdout starts at 0.9000");
        assertVerdict(GOOD, GOOD.lowest(0.9), false, 0, Verdict.PASSED, "of the full window starts at 1.8000");
    }

    private static Numbers counts(long tp, long fp, long fn, long tn) {
        return new Numbers(0.5, 0.4, 2.5, 1.8, new Counts(tp, fp, fn, tn));
    }

    private static void assertVerdict(
            Numbers full, Numbers holdout, boolean searched, double qValue, Verdict verdict, String reason) {
        Judgement judgement = VerdictPolicy.judge(BAR, full.measures(), holdout.measures(), searched, qValue);
        assertThat(judgement.verdict()).isEqualTo(verdict);
        assertThat(judgement.reasons()).anySatisfy(said -> assertThat(said).contains(reason));
    }

    private record Numbers(double precision, double recall, double lift, double lowest, Counts counts) {
        Numbers precision(double other) {
            return new Numbers(other, recall, lift, lowest, counts);
        }

        Numbers recall(double other) {
            return new Numbers(precision, other, lift, lowest, counts);
        }

        Numbers lift(double other) {
            return new Numbers(precision, recall, other, lowest, counts);
        }

        Numbers lowest(double other) {
            return new Numbers(precision, recall, lift, other, counts);
        }

        Measures measures() {
            return measures(
                    OptionalDouble.of(precision),
                    OptionalDouble.of(recall),
                    OptionalDouble.of(lift),
                    Optional.of(new Interval(lowest, 9)));
        }

        Measures withoutNumbers() {
            return measures(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());
        }

        private Measures measures(
                OptionalDouble precise, OptionalDouble recalled, OptionalDouble lifted, Optional<Interval> interval) {
            return new Measures(
                    precise,
                    recalled,
                    OptionalDouble.of(0.2),
                    lifted,
                    precise,
                    counts.all(),
                    Support.of(counts),
                    counts,
                    Optional.empty(),
                    Optional.empty(),
                    interval,
                    0.01);
        }
    }
}
