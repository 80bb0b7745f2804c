package io.beton.ingest.limit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.sql.DataSource;

/** The limits of one replica, by a clock of the test's own. */
public final class TestLimiter {
    private TestLimiter() {}

    public static Limiter of(DataSource database, LimitConfig limits, MovingClock clock) {
        return resting(database, limits, clock, clock);
    }

    static Limiter resting(DataSource database, LimitConfig limits, MovingClock clock, Rest rest) {
        LimitStore store = new LimitStore(database, limits);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new Limiter(store, rest, new LimitGauges(store, meters, clock), meters, clock);
    }

    public static HeavyQueries heavy(DataSource database, LimitConfig limits, MovingClock clock) {
        return new HeavyQueries(database, limits, clock);
    }
}
