package io.beton.ingest.posthog;

import io.beton.model.hogql.NotExpressible;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** An expected refusal of PostHog, sorted by two questions: will a retry help, and whose fault is it? */
public final class SourceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Cause cause;
    private final transient Optional<Duration> retryAfter;

    SourceFailure(Cause cause, String message, Optional<Duration> retryAfter) {
        super(message);
        this.cause = cause;
        this.retryAfter = retryAfter;
    }

    SourceFailure(Cause cause, String message) {
        this(cause, message, Optional.empty());
    }

    public static SourceFailure notPostHog() {
        return new SourceFailure(Cause.NOT_POSTHOG, "the host answers, but not as PostHog does");
    }

    /** Nobody follows: the key is for the host that a person named. Of where it leads only the host is told. */
    static SourceFailure redirected(Optional<String> location) {
        return new SourceFailure(
                Cause.NOT_POSTHOG, "the host redirects to " + hostOf(location) + ", and redirects are not followed");
    }

    private static String hostOf(Optional<String> location) {
        try {
            return location.map(URI::create).map(URI::getHost).orElse("another address");
        } catch (IllegalArgumentException e) {
            return "another address";
        }
    }

    static SourceFailure badHost(String reason) {
        return new SourceFailure(Cause.BAD_HOST, "`host` cannot be read: " + reason);
    }

    /** What writes a query, where what cannot be asked is a refusal. */
    static <T> T refusing(Supplier<T> query) {
        try {
            return query.get();
        } catch (NotExpressible e) {
            throw new SourceFailure(Cause.NOT_EXPRESSIBLE, e.getMessage());
        }
    }

    /** The project token, told by its prefix before anything is asked. */
    public static SourceFailure projectToken() {
        return new SourceFailure(Cause.PROJECT_TOKEN, "this is a project token (phc_...), which can only send events");
    }

    public Kind kind() {
        return cause.kind();
    }

    Cause cause() {
        return cause;
    }

    /** Whether the question itself is at fault, so that no later one fares better. */
    public boolean unaskable() {
        return cause == Cause.NOT_EXPRESSIBLE;
    }

    /** Whether it was not asked, or not to its end, only because this service ends: the next one asks it. */
    public boolean ending() {
        return cause == Cause.ENDING;
    }

    /** For how long it is no use to ask again, where that was said. */
    public Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }

    /** What it is and what a person can do, in sentences. */
    public String explained() {
        String message = getMessage().endsWith(".") ? getMessage() : getMessage() + ".";
        return message + " " + kind().advice + ".";
    }

    /** What it is, with whether it may pass by itself and what a person can do. */
    public enum Kind {
        WRONG_KEY(
                Lasts.UNTIL_MENDED,
                "Check that the key is a personal API key (phx_...), whole, not revoked, and of this PostHog region"),
        PROJECT_TOKEN(
                Lasts.UNTIL_MENDED,
                "Make a personal API key (phx_...) in PostHog under Settings > Personal API keys, with the scopes"
                        + " query:read, project:read, event_definition:read and property_definition:read"),
        MISSING_SCOPE(Lasts.UNTIL_MENDED, "Give the key the scope that is named, in PostHog under Personal API keys"),
        NO_ACCESS(Lasts.UNTIL_MENDED, "Let the key's owner, or the key's restriction, include this project"),
        UNKNOWN_PROJECT(Lasts.UNTIL_MENDED, "Take the number from the project's address in PostHog"),
        BAD_HOST(Lasts.UNTIL_MENDED, "Give the address under which PostHog is opened, such as https://eu.posthog.com"),
        /** Nothing answers. */
        UNREACHABLE_HOST(Lasts.A_WHILE, "Check the address, and whether this machine may reach it"),
        /** Something answers that is not PostHog. */
        NOT_POSTHOG(Lasts.FOR_THIS_REQUEST, "Give the address under which PostHog itself is opened"),
        /** The query is at fault, or we are. */
        REFUSED(Lasts.FOR_THIS_REQUEST, "This is a fault of ours or of this PostHog's version; please report it"),
        /** Too much at once: ask for a smaller range. */
        TOO_LARGE(Lasts.FOR_THIS_REQUEST, "Ask for a shorter time"),
        /** PostHog has too much to do, or we asked too much of it. */
        BUSY(Lasts.A_WHILE, "Try again in a minute"),
        /** The connection was deleted or broke while it was read. */
        DISCONNECTED(Lasts.FOR_THIS_REQUEST, "Connect anew, or give the connection a working key");

        private final Lasts lasts;
        private final String advice;

        Kind(Lasts lasts, String advice) {
            this.lasts = lasts;
            this.advice = advice;
        }

        /** The word for it in REST and metrics, such as {@code wrong_key}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the same request can succeed later although nobody does anything. */
        boolean retryable() {
            return lasts == Lasts.A_WHILE;
        }

        /** Whether the connection cannot work until a person mends it. */
        public boolean breaksConnection() {
            return lasts == Lasts.UNTIL_MENDED;
        }
    }

    private enum Lasts {
        A_WHILE,
        FOR_THIS_REQUEST,
        UNTIL_MENDED
    }
}
