package io.beton.hypothesis.retest;

import io.beton.model.backtest.Report;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/** Counts re-tests by what came of them, and hypotheses that were paused for drift. */
@Singleton
final class RetestMetrics {
    private static final String NO_REPORT = "no_report";

    private final MeterRegistry meters;
    private final Counter drifted;

    RetestMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.drifted = meters.counter("beton.hypotheses.drifted");
    }

    void retested(Optional<Report> report) {
        String result = report.map(found -> found.verdict().name().toLowerCase(Locale.ROOT))
                .orElse(NO_REPORT);
        meters.counter("beton.retests", "result", result).increment();
    }

    void drifted() {
        drifted.increment();
    }
}
