package io.beton.ingest.posthog;

import io.beton.ingest.limit.HeavyQueries;
import io.beton.ingest.limit.Lease;
import io.beton.ingest.limit.Limiter;
import io.beton.ingest.limit.NoRoom;
import io.beton.model.hogql.HogQl;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Every call of PostHog: within its limits, again where that may help, and never again where it was too much.
 *
 * <p>Reads: PostHog, whether the connection is still connected. Writes: what the limiter counts, queries that were too
 * much. On failure: a {@link SourceFailure}; whatever may pass leaves the project alone for a while, for everybody.
 */
@ApplicationScoped
class PostHogCalls {
    private final HostGuard guard;
    private final Limiter limiter;
    private final HeavyQueries heavy;
    private final ConnectedCheck connections;
    private final RequestsUnderWay underWay;
    private final MeterRegistry meters;
    private final Clock clock;

    PostHogCalls(
            HostGuard guard,
            Limiter limiter,
            HeavyQueries heavy,
            ConnectedCheck connections,
            RequestsUnderWay underWay,
            MeterRegistry meters,
            Clock clock) {
        this.guard = guard;
        this.limiter = limiter;
        this.heavy = heavy;
        this.connections = connections;
        this.underWay = underWay;
        this.meters = meters;
        this.clock = clock;
    }

    /** The answer to a query; one that was too much before is not sent. */
    PostHogClient.Answer call(Reading reading, HogQl query, Supplier<PostHogClient.Answer> send) {
        if (query.equals(PostHogSource.CHECK)) {
            // it reads nothing, and is there to tell whether PostHog works again
            return call(reading, send);
        }
        String hash = HeavyQueries.hash(reading.endpoint().project(), query);
        heavy.said(hash).ifPresent(said -> {
            throw counted(new SourceFailure(Cause.REMEMBERED, said + " (remembered; not asked again yet)"));
        });
        try {
            return call(reading, send);
        } catch (SourceFailure e) {
            if (e.kind() == SourceFailure.Kind.TOO_LARGE) {
                heavy.remember(hash, e.getMessage());
            }
            throw e;
        }
    }

    /** The answer to a call that is no query, or to one that may be asked. */
    PostHogClient.Answer call(Reading reading, Supplier<PostHogClient.Answer> send) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(reading, send, attempt);
            } catch (SourceFailure e) {
                counted(e);
                if (!reading.patience().again(e, attempt)) {
                    throw e;
                }
            }
        }
    }

    private PostHogClient.Answer once(Reading reading, Supplier<PostHogClient.Answer> send, int attempt) {
        underWay.check(reading.patience());
        guard.checkAddress(reading.endpoint().host());
        Patience patience = reading.patience();
        Duration longestWait = reading.within(patience.longestWait(), clock.instant());
        if (longestWait.isZero()) {
            throw new SourceFailure(Cause.OUT_OF_TIME, "nothing was asked, because nobody waits for it any longer");
        }
        try (Lease lease = limiter.take(reading.endpoint().project(), patience.priority(), longestWait)) {
            // after the wait, which can be long
            underWay.check(patience);
            reading.account().filter(id -> !connections.connected(id)).ifPresent(id -> {
                throw new SourceFailure(Cause.DISCONNECTED, "connection " + id + " is unknown, broken or deleted");
            });
            try {
                return result(lease, send);
            } catch (SourceFailure e) {
                if (e.kind().retryable() || e.retryAfter().isPresent()) {
                    lease.pause(Patience.pause(
                            e, attempt, ThreadLocalRandom.current().nextDouble()));
                }
                throw e;
            }
        } catch (NoRoom e) {
            throw noRoom(e);
        }
    }

    /** The limiter of a service that ends does not say when to ask again. */
    private SourceFailure noRoom(NoRoom e) {
        Instant now = clock.instant();
        return new SourceFailure(
                e.notBefore().isPresent() ? Cause.NO_ROOM : Cause.ENDING,
                e.getMessage(),
                e.notBefore().filter(now::isBefore).map(back -> Duration.between(now, back)));
    }

    private static PostHogClient.Answer result(Lease lease, Supplier<PostHogClient.Answer> send) {
        try {
            PostHogClient.Answer answer = send.get();
            answer.bytesLeft().ifPresent(lease::bytesLeft);
            Optional<SourceFailure> refused = AnswerPolicy.failure(answer);
            if (refused.isPresent()) {
                throw refused.get();
            }
            return answer;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new SourceFailure(Cause.NOT_UNDERSTOOD, "an answer of PostHog is not understood: " + e.getMessage());
        }
    }

    private SourceFailure counted(SourceFailure failure) {
        meters.counter("beton.posthog.failures", "cause", failure.cause().word())
                .increment();
        return failure;
    }
}
