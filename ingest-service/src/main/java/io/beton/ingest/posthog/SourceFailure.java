package io.beton.ingest.posthog;

import java.time.Duration;
import java.util.Optional;

/** An expected refusal of PostHog, sorted by whether a retry helps and whose fault it is. */
public final class SourceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;

    SourceFailure(Kind kind, String message, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    SourceFailure(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    public static SourceFailure notPostHog() {
        return new SourceFailure(Kind.NOT_POSTHOG, "the host answers, but not as PostHog does; is the address right?");
    }

    public Kind kind() {
        return kind;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** What to do about it. */
    public enum Kind {
        /** The key is unknown or revoked. */
        WRONG_KEY,
        /** The key may not do this. */
        MISSING_SCOPE,
        /** The key may not see this project. */
        NO_ACCESS,
        UNKNOWN_PROJECT,
        /** Nothing answers, or the address is not allowed. */
        UNREACHABLE_HOST,
        /** Something answers that is not PostHog. */
        NOT_POSTHOG,
        /** The query is at fault, or we are. */
        REFUSED,
        /** Too much at once: ask for a smaller range. */
        TOO_LARGE,
        /** Ask again later. */
        BUSY;

        boolean retryable() {
            return this == BUSY;
        }

        /** Whether the connection cannot work until a person mends it. */
        public boolean breaksConnection() {
            return this == WRONG_KEY || this == NO_ACCESS || this == UNKNOWN_PROJECT || this == MISSING_SCOPE;
        }
    }
}
