package io.beton.router.outgoing;

import io.beton.router.sink.AttemptResult;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Sorts the answer of an HTTP destination: is it done, would another attempt help, is the destination gone? */
final class StatusPolicy {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int GONE = 410;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> NOT_NOW = Set.of(REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS);

    private StatusPolicy() {}

    static AttemptResult sort(int status, Optional<Duration> retryAfter) {
        OptionalInt answered = OptionalInt.of(status);
        if (status >= 200 && status < 300) {
            return new AttemptResult.Delivered(answered);
        }
        if (status == GONE) {
            return new AttemptResult.Gone(answered);
        }
        if (NOT_NOW.contains(status) || status >= 500) {
            return new AttemptResult.TryAgain(answered, retryAfter, "answered " + status);
        }
        return new AttemptResult.Refused(
                answered, status < 400 ? "answered with a redirect, which is not followed" : "answered " + status);
    }
}
