package io.beton.backtest.run;

import java.time.Duration;
import java.time.Instant;

/** How long nothing may come of a history, told by the time between polls that was spent on waiting for records. */
final class Silence {
    /** As much of the time between two polls is waiting; the rest was spent on counting others. */
    private static final Duration LONGEST_POLL = Duration.ofSeconds(5);

    private final Duration longest;
    private Instant polledAt;

    Silence(Duration longest, Instant now) {
        this.longest = longest;
        this.polledAt = now;
    }

    /** The waiting since the last call. */
    Duration since(Instant now) {
        Duration passed = Duration.between(polledAt, now);
        polledAt = now;
        return passed.compareTo(LONGEST_POLL) < 0 ? passed : LONGEST_POLL;
    }

    boolean tooLong(Duration waited) {
        return waited.compareTo(longest) >= 0;
    }

    String reason() {
        return "nothing more of the history came within " + longest;
    }
}
