package io.beton.backtest.run;

import io.beton.kit.time.StoppedClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the service under test a clock that stands still, in place of the system's. */
@Singleton
final class StoppedTime {

    @Produces
    @Singleton
    StoppedClock clock() {
        return StoppedClock.at("2026-04-02T00:00:00Z");
    }
}
