package io.beton.backtest.run;

import io.beton.backtest.progress.PartitionProgress;
import io.beton.backtest.progress.ProgressView;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.SearchScores;
import io.beton.model.backtest.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Events read, repeats included, how long a request takes on one partition, and what came of requests. */
@Startup
@ApplicationScoped
class BacktestMetrics {
    private static final String SCORED = "scored";
    private static final String NO_REPORT = "no_report";

    private final MeterRegistry meters;
    private final Counter events;

    BacktestMetrics(MeterRegistry meters, ProgressView progress) {
        this.meters = meters;
        this.events = meters.counter("beton.events.read");
        // what first appears with a one has not grown
        for (Verdict verdict : Verdict.values()) {
            backtests(Purpose.BACKTEST, word(verdict));
        }
        backtests(Purpose.BACKTEST, NO_REPORT);
        backtests(Purpose.EXPLORE, SCORED);
        backtests(Purpose.EXPLORE, NO_REPORT);
        meters.gauge("beton.backtest.subjects", progress, ProgressView::subjectsReading);
        meters.gauge("beton.backtest.remaining.seconds", progress, ProgressView::secondsLeft);
    }

    /** What open histories take, and are known to come to. */
    void memory(MemoryBudget budget) {
        meters.gauge("beton.backtest.memory.bytes", budget, MemoryBudget::used);
        meters.gauge("beton.backtest.memory.limit.bytes", budget, MemoryBudget::most);
        meters.gauge("beton.backtest.histories.held", budget, MemoryBudget::yielding);
    }

    void read(int count) {
        events.increment(count);
    }

    void counted(Purpose purpose, PartitionProgress ended, Instant at) {
        meters.counter("beton.hypotheses.scored").increment(ended.hypothesesScored());
        meters.timer("beton.backtest.duration", "purpose", word(purpose))
                .record(Duration.between(ended.startedAt(), at));
    }

    void reported(BacktestResult result) {
        backtests(result.purpose(), result.report().map(BacktestMetrics::word).orElse(NO_REPORT))
                .increment();
    }

    void scored(SearchScores scores) {
        backtests(Purpose.EXPLORE, scores.failure().isEmpty() ? SCORED : NO_REPORT)
                .increment();
    }

    private Counter backtests(Purpose purpose, String result) {
        return meters.counter("beton.backtests", "purpose", word(purpose), "result", result);
    }

    private static String word(Report report) {
        return word(report.verdict());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
