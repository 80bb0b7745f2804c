package io.beton.backtest.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.Interval;
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
        assertThat(DriftPolicy.precision(BAR, OptionalDouble.of(0.1), UNSAID)).isEqualTo(0.3);
        assertThat(DriftPolicy.precision(BAR, OptionalDouble.of(0.4), UNSAID)).isEqualTo(1.5 * 0.4);
        assertThat(DriftPolicy.precision(BAR, OptionalDouble.empty(), UNSAID)).isEqualTo(0.3);
    }

    @Test
    void ofWhatWasApprovedAgainstTheVerdictNoMoreIsAskedThanItHad() {
        assertThat(DriftPolicy.precision(BAR, OptionalDouble.of(0.1), OptionalDouble.of(0.2)))
                .isEqualTo(0.2);
        assertThat(DriftPolicy.precision(BAR, OptionalDouble.of(0.1), OptionalDouble.of(0.8)))
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
        double asked = DriftPolicy.precision(none, OptionalDouble.of(0.4), UNSAID);
        assertThat(DriftPolicy.fallen(none, asked, List.of(tally(1000, 0)))).isEmpty();
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
