package io.beton.backtest.run;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when a loop has ended, which only a bug or a lack of memory can do. */
@Liveness
@ApplicationScoped
class LoopsAlive implements HealthCheck {
    private final BacktestLoops loops;

    LoopsAlive(BacktestLoops loops) {
        this.loops = loops;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("backtest loops").status(loops.alive()).build();
    }
}
