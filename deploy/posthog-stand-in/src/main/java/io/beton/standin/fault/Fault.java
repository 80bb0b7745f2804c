package io.beton.standin.fault;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that goes wrong: an answer given instead of the real one, a delay before it, or a body that does not come as
 * it should. Without a status the real answer is given.
 */
public record Fault(Optional<Integer> status, Map<String, String> headers, String body, Duration delay, Ending ending) {

    /** How the body ends. */
    public enum Ending {
        WHOLE,
        /** The connection is cut in its middle. */
        CUT,
        /** It is half as long, and properly sent. */
        TRUNCATED,
        /** It comes byte by byte with pauses, for as long as somebody listens. */
        DRIPPING
    }

    public Fault {
        headers = Map.copyOf(headers);
        status.filter(code -> code < 100 || code > 599).ifPresent(code -> {
            throw new IllegalArgumentException("status must be between 100 and 599: " + code);
        });
    }

    public static Fault answering(int status, String body) {
        return new Fault(
                Optional.of(status), Map.of("Content-Type", "application/json"), body, Duration.ZERO, Ending.WHOLE);
    }

    public static Fault delaying(Duration delay) {
        return new Fault(Optional.empty(), Map.of(), "", delay, Ending.WHOLE);
    }

    /** The real answer, half of it. */
    public static Fault cutting() {
        return ending(Ending.CUT);
    }

    /** The real answer, with its body ending so. */
    public static Fault ending(Ending ending) {
        return new Fault(Optional.empty(), Map.of(), "", Duration.ZERO, ending);
    }

    public Fault withHeader(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Fault(status, more, body, delay, ending);
    }
}
