package io.beton.hypothesis.retest;

import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts re-tests by what came of them, and hypotheses that were paused for drift. */
@Singleton
final class RetestMetrics {
    private static final String NO_REPORT = "no_report";

    private final MeterRegistry meters;
    private final Counter drifted;

    RetestMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.drifted = meters.counter("beton.hypotheses.drifted");
        // what first appears with a one has not grown
        Stream.concat(Arrays.stream(Verdict.values()).map(RetestMetrics::word), Stream.of(NO_REPORT))
                .forEach(this::counter);
    }

    void retested(Optional<Report> report) {
        counter(report.map(Report::verdict).map(RetestMetrics::word).orElse(NO_REPORT))
                .increment();
    }

    private Counter counter(String result) {
        return meters.counter("beton.retests", "result", result);
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    void drifted() {
        drifted.increment();
    }
}
