package io.beton.backtest.run;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The only place from which the time of day comes. */
final class SystemClock {
    private SystemClock() {}

    @Produces
    @DefaultBean
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }
}
