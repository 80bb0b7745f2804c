package io.beton.ingest.posthog;

import io.beton.ingest.posthog.SourceFailure.Kind;
import java.time.Duration;
import java.util.Locale;

/** Why there is no result, as finely as PostHog's answers tell it apart; the kind says what to do about it. */
enum Cause {
    /** 429: too many requests. */
    REQUEST_THROTTLE(Kind.BUSY),
    /** 429: too many queries at a time, who waited for half a minute already. */
    CONCURRENCY(Kind.BUSY, Duration.ofSeconds(10)),
    /** 429: too many bytes; half of the hour that PostHog needs at most to allow more. */
    BYTE_BUDGET(Kind.BUSY, Duration.ofMinutes(30)),
    /** 402: the month's queries are used up. */
    QUOTA(Kind.BUSY, Duration.ofHours(1)),
    /** 503. */
    CLUSTER_BUSY(Kind.BUSY),
    /** 503, which usually passes within a second. */
    DATABASE_UNAVAILABLE(Kind.BUSY),
    /** 513, not for this query's sake: "try again in a few minutes". */
    CLUSTER_MEMORY(Kind.BUSY, Duration.ofMinutes(2)),
    /** 5xx without PostHog's JSON. */
    GATEWAY(Kind.BUSY),
    /** Connected, and then nothing came. */
    NO_ANSWER(Kind.BUSY),
    CUT_BODY(Kind.BUSY),
    BROKEN_JSON(Kind.BUSY),
    /** A list that did not come to its end in time. */
    SLOW_LIST(Kind.BUSY),
    /** Not asked: our own limiter has no room in time. */
    NO_ROOM(Kind.BUSY),
    /** Whoever asked does not wait any longer; nobody is left alone for that. */
    OUT_OF_TIME(Kind.BUSY, Duration.ZERO),
    /** Not asked, or not to the end: this service ends; nobody is left alone for that. */
    ENDING(Kind.BUSY, Duration.ZERO),
    UNREACHABLE(Kind.UNREACHABLE_HOST),

    /** 504 in JSON. */
    EXECUTION_TIME(Kind.TOO_LARGE),
    /** 512. */
    ESTIMATED_TIME(Kind.TOO_LARGE),
    /** 513. */
    MEMORY(Kind.TOO_LARGE),
    /** 400. */
    TOO_MANY_BYTES(Kind.TOO_LARGE),
    /** PostHog remembers that it was too much, and did not run it again. */
    FAILURE_MEMORY(Kind.TOO_LARGE),
    /** A query's rows that did not come to their end in time. */
    SLOW_BODY(Kind.TOO_LARGE),
    /** Not asked: it was too much before. */
    REMEMBERED(Kind.TOO_LARGE),

    WRONG_KEY(Kind.WRONG_KEY),
    PROJECT_TOKEN(Kind.PROJECT_TOKEN),
    MISSING_SCOPE(Kind.MISSING_SCOPE),
    NO_ACCESS(Kind.NO_ACCESS),
    UNKNOWN_PROJECT(Kind.UNKNOWN_PROJECT),
    BAD_HOST(Kind.BAD_HOST),
    NOT_POSTHOG(Kind.NOT_POSTHOG),
    REFUSED(Kind.REFUSED),
    /** A result whose values are not what was asked for. */
    NOT_UNDERSTOOD(Kind.REFUSED),
    NOT_EXPRESSIBLE(Kind.REFUSED),
    /** Not asked: the connection was deleted or broke meanwhile. */
    DISCONNECTED(Kind.DISCONNECTED);

    private final Kind kind;
    private final Duration firstPause;

    Cause(Kind kind) {
        this(kind, Duration.ofSeconds(1));
    }

    Cause(Kind kind, Duration firstPause) {
        this.kind = kind;
        this.firstPause = firstPause;
    }

    Kind kind() {
        return kind;
    }

    /** How long the project is left alone after the first such answer, where PostHog does not say it. */
    Duration firstPause() {
        return firstPause;
    }

    /** The word for it in metrics, such as {@code byte_budget}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
