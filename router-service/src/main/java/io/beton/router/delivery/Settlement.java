package io.beton.router.delivery;

import io.beton.router.sink.AttemptResult;
import java.time.Duration;
import java.util.Optional;

/**
 * What a finished attempt makes of its delivery: a pure decision.
 *
 * @param nextIn how long until the next attempt, where one follows
 * @param bindingGone whether the binding shall get nothing any more
 */
record Settlement(Delivery.State state, Optional<Duration> nextIn, boolean bindingGone) {
    static final String RETRIED = "retried";

    private static final Settlement DELIVERED = new Settlement(Delivery.State.DELIVERED, Optional.empty(), false);
    private static final Settlement EXHAUSTED = new Settlement(Delivery.State.EXHAUSTED, Optional.empty(), false);
    private static final Settlement GONE = new Settlement(Delivery.State.EXHAUSTED, Optional.empty(), true);

    /** @param made how many attempts were made, this one included */
    static Settlement of(AttemptResult result, int made, RetryPolicy retries) {
        if (result instanceof AttemptResult.Delivered) {
            return DELIVERED;
        }
        if (result instanceof AttemptResult.TryAgain again) {
            return retries.nextIn(made, again.notBefore())
                    .map(wait -> new Settlement(Delivery.State.PENDING, Optional.of(wait), false))
                    .orElse(EXHAUSTED);
        }
        return result instanceof AttemptResult.Gone ? GONE : EXHAUSTED;
    }

    /** The name of its counter. */
    String counted() {
        return state == Delivery.State.PENDING ? RETRIED : state.stored();
    }
}
