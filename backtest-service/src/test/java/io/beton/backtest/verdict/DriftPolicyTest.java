package io.beton.backtest.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Support;
import io.beton.model.backtest.Tally;
import io.beton.model.hypothesis.Bar;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DriftPolicyTest {
    private static final Bar BAR = new Bar(0.3, 0, 1.5, 200, 30, 20, 0.05);
    private static final OptionalDouble UNSAID = OptionalDouble.empty();

    @Test
    void theHigherOfPrecisionAndLiftIsAsked() {
        assertThat(DriftPolicy.precision(BAR, measured(0.1, 0.5, 0.5), UNSAID)).isEqualTo(0.3);
        assertThat(DriftPolicy.precision(BAR, measured(0.4, 0.7, 0.7), UNSAID)).isEqualTo(1.5 * 0.4);
        assertThat(DriftPolicy.precision(BAR, measured(0, 0, 0), UNSAID)).isEqualTo(0.3);
    }

    /** Who fires daily is signalled the first time, which is less precise than all that fires. */
    @Test
    void aLiftOverAllThatFiredIsAskedOfWhatIsDeliveredAsFarAsThatIsLess() {
        Bar lift = new Bar(0, 0, 1.5, 200, 30, 20, 0.05);
        double asked = DriftPolicy.precision(lift, measured(0.1, 0.2, 0.12), UNSAID);
        assertThat(asked).isCloseTo(1.5 * 0.1 * 0.6, within(1e-12));
        assertThat(asked).as("what was approved with a lift of 2 reaches it").isLessThan(0.12);
        assertThat(DriftPolicy.precision(lift, measured(0.1, 0.2, 0.3), UNSAID)).isCloseTo(0.15, within(1e-12));
    }

    @Test
    void ofWhatWasApprovedAgainstTheVerdictNoMoreIsAskedThanItHad() {
        assertThat(DriftPolicy.precision(BAR, measured(0.1, 0.5, 0.5), OptionalDouble.of(0.2)))
                .isEqualTo(0.2);
        assertThat(DriftPolicy.precision(BAR, measured(0.1, 0.5, 0.5), OptionalDouble.of(0.8)))
                .isEqualTo(0.3);
    }

    @Test
    void theWholeIntervalMustLieBelowTheBar() {
        assertThat(judged(tally(100, 0.299))).isEqualTo(DriftVerdict.DRIFT);
        assertThat(judged(tally(100, 0.3))).isEqualTo(DriftVerdict.HOLDS);
    }

    @Test
    void aFewProveNothing() {
        assertThat(judged(tally(29, 0.1))).isEqualTo(DriftVerdict.TOO_FEW);
        assertThat(judged(tally(30, 0.1))).isEqualTo(DriftVerdict.DRIFT);
    }

    @Test
    void anySpanOfTheNewestIsEnoughAndTheLongestIsTold() {
        List<Tally> spans = List.of(tally(40, 0.2), tally(80, 0.25), tally(160, 0.4));
        assertThat(DriftPolicy.fallen(BAR, 0.3, spans)).contains(spans.get(1));
        assertThat(DriftPolicy.verdict(BAR, spans.get(2), DriftPolicy.fallen(BAR, 0.3, spans)))
                .isEqualTo(DriftVerdict.DRIFT);
    }

    @Test
    void aBarThatAsksForNothingIsNeverMissed() {
        Bar none = new Bar(0, 0, 0, 0, 0, 0, 1);
        double asked = DriftPolicy.precision(none, measured(0.4, 0.5, 0.5), UNSAID);
        assertThat(DriftPolicy.fallen(none, asked, List.of(tally(1000, 0)))).isEmpty();
    }

    /** 10 of 100 known ones came true, which is proof; but 30 are not known any more. */
    @Test
    void whoIsNotKnownAnyMoreMayAllHaveCome() {
        Tally known = tally(100, 0.25);
        Tally unsure =
                new Tally(130, 100, 10, 0, 0, 30, known.precision(), known.precisionInterval(), known.judgedInterval());
        assertThat(DriftPolicy.fallen(BAR, 0.3, List.of(known))).isPresent();
        assertThat(DriftPolicy.fallen(BAR, 0.3, List.of(unsure))).isEmpty();
        assertThat(DriftPolicy.fallen(BAR, 40.1 / 130, List.of(unsure))).isPresent();
    }

    private static Measures measured(double baseline, double precision, double delivered) {
        return new Measures(
                OptionalDouble.of(precision),
                OptionalDouble.empty(),
                OptionalDouble.of(baseline),
                OptionalDouble.empty(),
                OptionalDouble.of(delivered),
                0,
                Support.NONE,
                Counts.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private static DriftVerdict judged(Tally all) {
        return DriftPolicy.verdict(BAR, all, DriftPolicy.fallen(BAR, 0.3, List.of(all)));
    }

    private static Tally tally(int signals, double upper) {
        return new Tally(
                signals,
                signals,
                0,
                0,
                0,
                0,
                OptionalDouble.of(0),
                Optional.empty(),
                Optional.of(new Interval(0, upper)));
    }
}
