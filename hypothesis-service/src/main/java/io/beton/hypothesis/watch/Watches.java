package io.beton.hypothesis.watch;

import io.beton.hypothesis.request.Span;
import io.beton.model.backtest.FiredSignal;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.backtest.Watch;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Hypothesis;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Chooses the signals of a hypothesis that a re-test looks at: those fired long enough ago.
 *
 * <p>Reads: {@code fired}. Writes: nothing. On failure: throws.
 */
@Singleton
public final class Watches {
    private final FiredStore fired;

    Watches(FiredStore fired) {
        this.fired = fired;
    }

    /**
     * Nothing where no signal is old enough.
     *
     * @param from signals fired before it are not looked at
     */
    public Optional<Watch> of(Connection sql, Hypothesis hypothesis, Instant from, Span span, double confidence)
            throws SQLException {
        Instant windowStart = span.asOf().minus(Duration.ofDays(span.windowDays()));
        Instant until = span.asOf().minus(Duration.ofDays(hypothesis.outcome().horizonDays()));
        List<FiredSignal> signals = fired.mature(
                sql,
                hypothesis,
                from.isAfter(windowStart) ? from : windowStart,
                until.minus(Duration.ofDays(daysToLandmark(hypothesis))),
                until);
        return signals.isEmpty() ? Optional.empty() : Optional.of(new Watch(confidence, accepted(hypothesis), signals));
    }

    /** How long before its landmark an observation fires at most. */
    static int daysToLandmark(Hypothesis hypothesis) {
        if (hypothesis.condition().deferred()) {
            return 0;
        }
        return hypothesis.design() instanceof Design.Rolling rolling
                ? rolling.everyDays()
                : hypothesis.design().evidenceDays();
    }

    /** Who approves against the verdict knows of what precision the signals will be. */
    static OptionalDouble accepted(Hypothesis hypothesis) {
        return hypothesis
                .backtest()
                .filter(report -> report.verdict() != Verdict.PASSED)
                .map(Report::full)
                .map(full -> full.deliveredPrecision())
                .orElse(OptionalDouble.empty());
    }
}
