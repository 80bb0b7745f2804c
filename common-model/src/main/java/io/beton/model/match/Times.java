package io.beton.model.match;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Instants as whole microseconds since 1970-01-01T00:00Z, the only form in which times are compared. */
public final class Times {
    /** Later than every time that occurs; stands for "does not happen". */
    public static final long NEVER = Long.MAX_VALUE;

    public static final long DAY = TimeUnit.DAYS.toMicros(1);
    public static final long HOUR = TimeUnit.HOURS.toMicros(1);
    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

    private Times() {}

    /** The number of the UTC day of a time, from 1970-01-01. */
    public static long day(long micros) {
        return Math.floorDiv(micros, DAY);
    }

    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1000);
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
    }
}
