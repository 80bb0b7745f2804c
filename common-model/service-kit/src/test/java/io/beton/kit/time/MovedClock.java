package io.beton.kit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the service under test: the system's, moved by as much as a test says. */
public final class MovedClock extends Clock {
    private static volatile Duration moved = Duration.ZERO;

    public static void set(Instant now) {
        moved = Duration.between(Instant.now(), now);
    }

    public static void moveBy(Duration further) {
        moved = moved.plus(further);
    }

    public static void reset() {
        moved = Duration.ZERO;
    }

    /** What the service takes for now. */
    public static Instant now() {
        return Instant.now().plus(moved);
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), moved);
    }
}
