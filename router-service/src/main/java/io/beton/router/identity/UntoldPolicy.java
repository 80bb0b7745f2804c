package io.beton.router.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.router.sink.AttemptResult;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Sorts why ingest did not say who somebody is: would another attempt help? A pure decision. */
final class UntoldPolicy {
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final Set<String> NO_CONNECTION = Set.of("unknown_connection", "deleted_connection");

    private UntoldPolicy() {}

    /**
     * @param problem what ingest says of it; only its own words are told on, which hold no value
     * @param notBefore how long it, or the source, asked us to wait
     */
    static Asked sort(int status, JsonNode problem, Optional<Duration> notBefore) {
        String cause = problem.path("cause").asText();
        if (cause.equals("too_large")) {
            return new Asked.TooMuch(again("it is too much for its source to say who it is about", notBefore));
        }
        return new Asked.Untold(result(status, cause, problem.path("detail").asText(), notBefore));
    }

    private static AttemptResult result(int status, String cause, String detail, Optional<Duration> notBefore) {
        if (NO_CONNECTION.contains(cause)) {
            return refused("its connection is deleted, and with it who it is about");
        }
        if (cause.equals("not_allowed")) {
            return refused("ingest may not say who it is about: " + detail);
        }
        if (cause.equals("not_expressible")) {
            return refused("its source cannot be asked who it is about");
        }
        return switch (status) {
            case FORBIDDEN -> again("beton.router.identity.token is not that of beton.ingest.identity.token");
            case CONFLICT -> again("its connection is broken, so its source is not asked who it is about");
            default -> again("ingest could not say who it is about: answered " + status, notBefore);
        };
    }

    static AttemptResult refused(String said) {
        return new AttemptResult.Refused(OptionalInt.empty(), said);
    }

    static AttemptResult again(String said) {
        return again(said, Optional.empty());
    }

    private static AttemptResult again(String said, Optional<Duration> notBefore) {
        return new AttemptResult.TryAgain(OptionalInt.empty(), notBefore, said);
    }
}
