package io.beton.ingest.posthog;

import java.time.Duration;
import java.util.Optional;

/** How long a reader waits for a PostHog that is busy or away, before it gives up. */
public enum Patience {
    /** A person waits for the answer. */
    PERSON(2, Duration.ofSeconds(3)),
    /** The next poll is the better retry. */
    POLL(4, Duration.ofSeconds(20)),
    /** Hours of reading are at stake; PostHog's byte budget refuses for at most one hour. */
    HISTORY(12, Duration.ofHours(1));

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int LARGEST_STEP = 5;

    private final int attempts;
    private final Duration longestPause;

    Patience(int attempts, Duration longestPause) {
        this.attempts = attempts;
        this.longestPause = longestPause;
    }

    /**
     * The pause before the next attempt; nothing where there is to be none.
     *
     * @param attempt the number of the one that failed, from 1
     * @param jitter a random number from 0 to 1, so that readers do not come back all at once
     */
    Optional<Duration> pause(SourceFailure failure, int attempt, double jitter) {
        if (!failure.kind().retryable() || attempt >= attempts) {
            return Optional.empty();
        }
        long backoff = FIRST_PAUSE.toMillis() << Math.min(attempt, LARGEST_STEP);
        Duration pause = failure.retryAfter()
                .map(asked -> asked.plusMillis((long) (jitter * FIRST_PAUSE.toMillis())))
                .orElse(Duration.ofMillis(backoff / 2 + (long) (jitter * backoff / 2)));
        Duration longest = longestPause.plus(FIRST_PAUSE);
        return pause.compareTo(longest) > 0 ? Optional.empty() : Optional.of(pause);
    }
}
