package io.beton.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.model.backtest.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998). */
class WilsonIntervalTest {

    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void thePublishedIntervalsComeOut(long successes, long trials, double lower, double upper) {
        Interval interval = WilsonInterval.of(successes, trials).orElseThrow();
        assertThat(interval.lower()).isEqualTo(lower, within(0.00005));
        assertThat(interval.upper()).isEqualTo(upper, within(0.00005));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 7", "7, 7", "1, 1", "0, 100000", "100000, 100000"})
    void theEndsStayWithinZeroAndOne(long successes, long trials) {
        Interval interval = WilsonInterval.of(successes, trials).orElseThrow();
        assertThat(interval.lower()).isBetween(0.0, 1.0);
        assertThat(interval.upper()).isBetween(interval.lower(), 1.0);
    }

    @Test
    void thereIsNoneWithoutObservations() {
        assertThat(WilsonInterval.of(0, 0)).isEmpty();
    }
}
