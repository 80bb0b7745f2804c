package io.beton.ingest.posthog;

import io.beton.ingest.limit.Priority;
import java.time.Duration;

/** How early a reader's turn is, how long it waits for it, and how often it asks a PostHog that is busy or away. */
public enum Patience {
    /** A person waits for the answer. */
    PERSON(Priority.PERSON, 2, Duration.ofSeconds(10)),
    /** The next poll is the better retry. */
    POLL(Priority.POLL, 4, Duration.ofSeconds(20)),
    /** The next attempt of the delivery is the better retry. */
    IDENTITY(Priority.IDENTITY, 1, Duration.ofSeconds(5)),
    /** Hours of reading are at stake; PostHog's byte budget refuses for at most one hour. */
    HISTORY(Priority.HISTORY, 12, Duration.ofMinutes(65)),
    /** Somebody approved, and nobody asks again: it outlasts a PostHog that is away for an hour, and a lack of room. */
    WARM_UP(Priority.HISTORY, 130, Duration.ofMinutes(65)),
    /** It is tried again in a minute anyway. */
    TAXONOMY(Priority.TAXONOMY, 4, Duration.ofSeconds(30));

    private static final int MOST_DOUBLINGS = 5;
    private static final Duration WIDEST_SPREAD = Duration.ofSeconds(10);

    private final Priority priority;
    private final int attempts;
    private final Duration longestWait;

    Patience(Priority priority, int attempts, Duration longestWait) {
        this.priority = priority;
        this.attempts = attempts;
        this.longestWait = longestWait;
    }

    Priority priority() {
        return priority;
    }

    Duration longestWait() {
        return longestWait;
    }

    /** Whether to ask again after a failure; {@code attempt} is the number of the one that failed, from 1. */
    boolean again(SourceFailure failure, int attempt) {
        return failure.kind().retryable()
                && failure.cause() != Cause.ENDING
                && (failure.cause() != Cause.NO_ROOM || this == WARM_UP)
                && attempt < attempts;
    }

    /** Whether its few questions are asked to their end although the service ends. */
    boolean isShort() {
        return switch (this) {
            case PERSON, POLL, IDENTITY -> true;
            case HISTORY, WARM_UP, TAXONOMY -> false;
        };
    }

    /**
     * How long the project is left alone after a failure: as long as PostHog says, else longer each time.
     *
     * @param jitter from 0 to 1, so that readers of many projects do not come back to one host all at once
     */
    static Duration pause(SourceFailure failure, int attempt, double jitter) {
        long shortest = failure.cause().firstPause().toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS);
        long spread = (long) (jitter * Math.min(shortest, WIDEST_SPREAD.toMillis()));
        return failure.retryAfter().orElse(Duration.ofMillis(shortest + spread));
    }
}
