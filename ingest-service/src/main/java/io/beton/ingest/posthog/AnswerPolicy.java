package io.beton.ingest.posthog;

import io.beton.ingest.posthog.SourceFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Decides what an answer of PostHog means: a result, or a failure of one kind. */
final class AnswerPolicy {
    private static final Set<Integer> TOO_LARGE = Set.of(504, 512, 513);
    private static final Set<Integer> BUSY = Set.of(429, 502, 503);

    private AnswerPolicy() {}

    static Optional<SourceFailure> failure(PostHogClient.Answer answer) {
        int status = answer.status();
        if (status == 200) {
            return answer.isJson() ? Optional.empty() : Optional.of(SourceFailure.notPostHog());
        }
        return Optional.of(new SourceFailure(
                kind(answer),
                text(answer),
                answer.retryAfter() < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(answer.retryAfter()))));
    }

    private static Kind kind(PostHogClient.Answer answer) {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            return Kind.NOT_POSTHOG;
        }
        if (BUSY.contains(status) || (status >= 500 && !answer.isJson())) {
            return Kind.BUSY;
        }
        if (TOO_LARGE.contains(status) || "too_many_bytes".equals(answer.code())) {
            return Kind.TOO_LARGE;
        }
        if (!answer.isJson()) {
            return Kind.NOT_POSTHOG;
        }
        return switch (status) {
            case 401 -> Kind.WRONG_KEY;
            case 403 -> answer.detail().contains("scope") ? Kind.MISSING_SCOPE : Kind.NO_ACCESS;
            case 404 -> Kind.UNKNOWN_PROJECT;
            default -> Kind.REFUSED;
        };
    }

    private static String text(PostHogClient.Answer answer) {
        String said = answer.detail().isEmpty() ? "no further word" : answer.detail();
        return "PostHog answered " + answer.status() + ": " + said;
    }
}
