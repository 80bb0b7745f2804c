package io.beton.backtest.run;

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

    BacktestMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.events = meters.counter("beton.events.read");
    }

    void read(int count) {
        events.increment(count);
    }

    void counted(Purpose purpose, Instant from, Instant to) {
        meters.timer("beton.backtest.duration", "purpose", purpose.name().toLowerCase(Locale.ROOT))
                .record(Duration.between(from, to));
    }
}
