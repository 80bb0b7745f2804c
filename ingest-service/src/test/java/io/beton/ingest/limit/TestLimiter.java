package io.beton.ingest.limit;

import io.beton.kit.time.StoppedClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import javax.sql.DataSource;

/** The limits of one replica, by a clock of the test's own. */
public final class TestLimiter {
    private TestLimiter() {}

    public static Limiter of(DataSource database, LimitConfig limits, StoppedClock clock) {
        return resting(database, limits, clock, new Passing(clock));
    }

    static Limiter resting(DataSource database, LimitConfig limits, StoppedClock clock, Rest rest) {
        LimitStore store = new LimitStore(database, limits);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new Limiter(store, rest, new LimitGauges(store, meters, clock), meters, clock);
    }

    /** As where its service ends. */
    public static void end(Limiter limiter) {
        limiter.end(new ShutdownEvent());
    }

    public static HeavyQueries heavy(DataSource database, LimitConfig limits, StoppedClock clock) {
        return new HeavyQueries(database, limits, clock);
    }

    /** Time passes for whoever rests, and they are back at once. */
    private record Passing(StoppedClock clock) implements Rest {

        @Override
        public void upTo(Duration longest) {
            clock.forward(longest);
        }

        @Override
        public void end() {
            // nobody is away
        }
    }
}
