package io.beton.backtest.run;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Up when both loops run and the requests so far are known. */
@Readiness
@ApplicationScoped
class LoopsReady implements HealthCheck {
    private final BacktestLoops loops;

    LoopsReady(BacktestLoops loops) {
        this.loops = loops;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("backtest loops and requests")
                .status(loops.ready())
                .build();
    }
}
