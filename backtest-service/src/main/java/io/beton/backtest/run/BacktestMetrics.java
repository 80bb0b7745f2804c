package io.beton.backtest.run;

import io.beton.backtest.progress.PartitionProgress;
import io.beton.backtest.progress.ProgressView;
import io.beton.model.backtest.Purpose;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Events read, repeats included, and how long a request takes on one partition, from its first record to its counts. */
@Startup
@ApplicationScoped
class BacktestMetrics {
    private final MeterRegistry meters;
    private final Counter events;

    BacktestMetrics(MeterRegistry meters, ProgressView progress) {
        this.meters = meters;
        this.events = meters.counter("beton.events.read");
        meters.gauge("beton.backtest.subjects", progress, ProgressView::subjectsReading);
        meters.gauge("beton.backtest.seconds.left", progress, ProgressView::secondsLeft);
    }

    /** What open histories take, and are known to come to. */
    void memory(MemoryBudget budget) {
        meters.gauge("beton.backtest.memory.bytes", budget, MemoryBudget::used);
        meters.gauge("beton.backtest.histories.held", budget, MemoryBudget::yielding);
    }

    void read(int count) {
        events.increment(count);
    }

    void counted(Purpose purpose, PartitionProgress ended, Instant at) {
        meters.counter("beton.hypotheses.scored").increment(ended.hypothesesScored());
        meters.timer("beton.backtest.duration", "purpose", purpose.name().toLowerCase(Locale.ROOT))
                .record(Duration.between(ended.startedAt(), at));
    }
}
