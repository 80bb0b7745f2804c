package io.beton.router.pace;

import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.Rate;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says when a binding may be called: not faster than its rate, not before it wants to be, and not while it fails; a
 * pure decision.
 *
 * <p>After some failures in a row the circuit is open and nothing is sent; after a pause it is half open and one
 * attempt goes out, which closes it or opens it again. Waiting costs no attempt.
 */
@Singleton
public final class PacePolicy {
    private final PaceConfig config;

    public PacePolicy(PaceConfig config) {
        this.config = config;
    }

    /**
     * The pace once an attempt begins now; nothing where none may.
     *
     * @param longest how long an attempt can be away
     */
    public Optional<Pace> begin(Pace pace, Rate rate, Instant now, Duration longest) {
        if (pace.notBefore().isAfter(now)
                || pace.probingUntil().isAfter(now)
                || rate.allowed(pace.freeAt()).isAfter(now)) {
            return Optional.empty();
        }
        Instant freeAt = rate.after(pace.freeAt(), now);
        Instant allowed = rate.allowed(freeAt);
        if (failing(pace)) {
            return Optional.of(new Pace(freeAt, allowed, pace.failures(), now.plus(longest)));
        }
        return Optional.of(
                rate.equals(Rate.UNLIMITED) ? pace : new Pace(freeAt, allowed, pace.failures(), pace.probingUntil()));
    }

    /** The pace once an attempt has ended; it comes no sooner than others have been told meanwhile. */
    public Pace ended(Pace pace, AttemptResult result, Instant now) {
        // a probe has kept others away until it ended
        Instant probing = failing(pace) ? now : pace.probingUntil();
        if (result instanceof AttemptResult.TryAgain again) {
            int failures = pace.failures() + 1;
            Instant asked =
                    later(pace.notBefore(), again.notBefore().map(now::plus).orElse(pace.notBefore()));
            Instant next = failures >= config.failures() ? later(asked, now.plus(config.pause())) : asked;
            return new Pace(pace.freeAt(), next, failures, probing);
        }
        // a refusal is an answer too: it works
        return new Pace(pace.freeAt(), pace.notBefore(), 0, probing);
    }

    /** The pace once an attempt has ended in which the binding was not called: of how it works that says nothing. */
    public Pace uncalled(Pace pace, Instant now) {
        return failing(pace) ? new Pace(pace.freeAt(), pace.notBefore(), pace.failures(), now) : pace;
    }

    public Pace.Circuit circuit(Pace pace, Instant now) {
        Optional<Instant> retryAt = Optional.of(pace.notBefore()).filter(time -> time.isAfter(now));
        if (!failing(pace)) {
            return new Pace.Circuit(Pace.State.CLOSED, pace.failures(), retryAt);
        }
        return new Pace.Circuit(retryAt.isPresent() ? Pace.State.OPEN : Pace.State.HALF_OPEN, pace.failures(), retryAt);
    }

    private boolean failing(Pace pace) {
        return pace.failures() >= config.failures();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
