package io.beton.backtest.run;

import java.time.Duration;
import java.time.Instant;

/** The time between polls that was spent on waiting for records. */
final class Silence {
    /** As much of the time between two polls is waiting; the rest was spent on counting others. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);

    private Instant polledAt;

    Silence(Instant now) {
        this.polledAt = now;
    }

    /** The waiting since the last call. */
    Duration since(Instant now) {
        Duration passed = Duration.between(polledAt, now);
        polledAt = now;
        return passed.compareTo(LONGEST_POLL) < 0 ? passed : LONGEST_POLL;
    }
}
