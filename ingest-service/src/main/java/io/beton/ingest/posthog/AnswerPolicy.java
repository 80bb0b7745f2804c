package io.beton.ingest.posthog;

import io.beton.ingest.posthog.SourceFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Decides what an answer of PostHog means: a result, or a failure of one kind. */
final class AnswerPolicy {
    private static final Set<Integer> TOO_LARGE = Set.of(504, 512, 513);
    private static final Set<Integer> BUSY = Set.of(429, 502, 503);
    private static final int LONGEST_TEXT = 500;

    private AnswerPolicy() {}

    static Optional<SourceFailure> failure(PostHogClient.Answer answer) {
        if (answer.status() == 200) {
            return answer.isJson() ? Optional.empty() : Optional.of(SourceFailure.notPostHog());
        }
        Kind kind = kind(answer);
        return Optional.of(
                kind == Kind.NOT_POSTHOG
                        ? SourceFailure.notPostHog()
                        : new SourceFailure(kind, text(answer), retryAfter(answer)));
    }

    private static Kind kind(PostHogClient.Answer answer) {
        int status = answer.status();
        if (BUSY.contains(status) || (status >= 500 && !answer.isJson())) {
            return Kind.BUSY;
        }
        if (TOO_LARGE.contains(status) || "too_many_bytes".equals(answer.code())) {
            return Kind.TOO_LARGE;
        }
        if (!answer.hasErrorEnvelope()) {
            return status >= 500 ? Kind.BUSY : Kind.NOT_POSTHOG;
        }
        return switch (status) {
            case 401 -> Kind.WRONG_KEY;
            case 403 -> answer.detail().contains("missing required scope") ? Kind.MISSING_SCOPE : Kind.NO_ACCESS;
            case 404 -> Kind.UNKNOWN_PROJECT;
            default -> Kind.REFUSED;
        };
    }

    private static Optional<Duration> retryAfter(PostHogClient.Answer answer) {
        return answer.retryAfter() < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(answer.retryAfter()));
    }

    private static String text(PostHogClient.Answer answer) {
        String said = answer.detail().isEmpty() ? "no further word" : answer.detail();
        String cut = said.length() <= LONGEST_TEXT ? said : said.substring(0, LONGEST_TEXT) + "...";
        return "PostHog answered " + answer.status() + ": " + cut;
    }
}
