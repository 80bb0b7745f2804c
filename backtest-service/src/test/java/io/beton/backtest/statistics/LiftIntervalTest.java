package io.beton.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import org.junit.jupiter.api.Test;

class LiftIntervalTest {
    private static final double Z = 1.959963984540054;

    @Test
    void theFormulaComesOutByHand() {
        // Given: lift 0.5 / 0.2 = 2.5, se^2 = 1/20 - 1/40 - 1/40 + 4/200 = 0.02
        Counts counts = new Counts(20, 20, 20, 140);

        // When
        Interval interval = LiftInterval.anchored(counts).orElseThrow();

        // Then
        assertThat(interval.lower()).isEqualTo(2.5 * Math.exp(-Z * Math.sqrt(0.02)), within(1e-12));
        assertThat(interval.upper()).isEqualTo(2.5 * Math.exp(Z * Math.sqrt(0.02)), within(1e-12));
    }

    @Test
    void whereEverybodyFiredTheLiftIsOneWithoutDoubt() {
        Interval interval = LiftInterval.anchored(new Counts(3, 7, 0, 0)).orElseThrow();
        assertThat(interval.lower()).isEqualTo(1, within(1e-7));
        assertThat(interval.upper()).isEqualTo(1, within(1e-7));
    }

    @Test
    void thereIsNoneWhereTheLogarithmIsUndefined() {
        assertThat(LiftInterval.anchored(Counts.NONE)).isEmpty();
        assertThat(LiftInterval.anchored(new Counts(0, 5, 5, 5))).isEmpty();
    }
}
