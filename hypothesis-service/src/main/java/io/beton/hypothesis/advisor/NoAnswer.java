package io.beton.hypothesis.advisor;

import java.time.Duration;

/** Why there is no answer, for a person to read; thrown through a library, which passes on nothing else. */
final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "`beton.hypothesis.advisor.";

    private final CallResult result;

    private NoAnswer(CallResult result, String why) {
        super("the language model's endpoint " + why);
        this.result = result;
    }

    CallResult result() {
        return result;
    }

    boolean mayPass() {
        return result == CallResult.UNAVAILABLE;
    }

    /** Its body is not repeated: some endpoints put the key into it. */
    static NoAnswer of(int status) {
        if (status == 429 || status >= 500) {
            return new NoAnswer(CallResult.UNAVAILABLE, "answered " + status + "; explore again later");
        }
        return new NoAnswer(CallResult.REFUSED, "answered " + status + "; " + remedy(status));
    }

    static NoAnswer late(Duration timeout) {
        return new NoAnswer(
                CallResult.TIMEOUT,
                "did not answer within " + timeout + "; raise " + PREFIX + "timeout` if it is slow");
    }

    static NoAnswer lost() {
        return new NoAnswer(
                CallResult.UNAVAILABLE, "could not be reached, or broke off; see that " + PREFIX + "url` is right");
    }

    static NoAnswer tooLong(int bytes) {
        return new NoAnswer(CallResult.UNUSABLE, "answered with more than " + bytes + " bytes, which are not read");
    }

    static NoAnswer noCompletion() {
        return new NoAnswer(CallResult.UNUSABLE, "answered with something that is no chat completion");
    }

    static NoAnswer ending() {
        return new NoAnswer(CallResult.TIMEOUT, "was not waited for, since this service ends");
    }

    private static String remedy(int status) {
        if (status / 100 == 3) {
            return "a redirect is not followed, so give the final address as " + PREFIX + "url`";
        }
        return switch (status) {
            case 401, 403 -> "see that " + PREFIX + "key` is right and may use the model";
            case 404 -> "see that " + PREFIX + "url` ends where `chat/completions` follows, and " + PREFIX + "model`";
            default -> "see " + PREFIX + "model`, " + PREFIX + "max-output-tokens` and " + PREFIX + "reasoning`";
        };
    }
}
