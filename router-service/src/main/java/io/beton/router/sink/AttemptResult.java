package io.beton.router.sink;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How an attempt ended, sorted by whether another one would help and whose fault it was. */
public sealed interface AttemptResult {

    /** The answer's HTTP status, if there was one. */
    OptionalInt status();

    /** One line for people; no payload, no address, no secret. */
    String said();

    /** The receiver has it. */
    record Delivered(OptionalInt status) implements AttemptResult {
        @Override
        public String said() {
            return "delivered";
        }
    }

    /**
     * The receiver or the way to it cannot now.
     *
     * @param notBefore how long the receiver asked us to wait
     */
    record TryAgain(OptionalInt status, Optional<Duration> notBefore, String said) implements AttemptResult {

        /** It said yes, but not what we need to go on. */
        public static TryAgain unread() {
            return new TryAgain(OptionalInt.empty(), Optional.empty(), "its answer was not understood");
        }
    }

    /** The receiver does not want it, and will not. */
    record Refused(OptionalInt status, String said) implements AttemptResult {}

    /** There is no such receiver any more, for any signal. */
    record Gone(OptionalInt status) implements AttemptResult {
        @Override
        public String said() {
            return "gone";
        }
    }
}
