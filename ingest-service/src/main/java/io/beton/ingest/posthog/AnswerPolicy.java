package io.beton.ingest.posthog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what an answer of PostHog means: a result, or a failure of one cause. */
final class AnswerPolicy {
    private static final int LONGEST_TEXT = 500;

    /** The first that fits says the cause. */
    private static final List<Rule> RULES = List.of(
            // some gateways answer in JSON of their own, and PostHog's 429 and 503 mean the same without a body
            rule(
                    answer -> answer.status() >= 500 && answer.status() != 503 && !answer.hasErrorEnvelope(),
                    Cause.GATEWAY),
            rule(answer -> answer.status() == 503 && !answer.isJson(), Cause.GATEWAY),
            rule(429, answer -> answer.code().equals("api_queries_budget_exceeded"), Cause.BYTE_BUDGET),
            rule(429, answer -> says(answer, "too many queries", "concurrency limit"), Cause.CONCURRENCY),
            rule(429, answer -> true, Cause.REQUEST_THROTTLE),
            rule(503, answer -> answer.code().equals("database_unavailable"), Cause.DATABASE_UNAVAILABLE),
            rule(503, answer -> true, Cause.CLUSTER_BUSY),
            rule(answer -> !answer.hasErrorEnvelope(), Cause.NOT_POSTHOG),
            rule(answer -> says(answer, "was not run again"), Cause.FAILURE_MEMORY),
            rule(504, answer -> true, Cause.EXECUTION_TIME),
            rule(512, answer -> true, Cause.ESTIMATED_TIME),
            rule(513, answer -> says(answer, "few minutes", "heavy load"), Cause.CLUSTER_MEMORY),
            rule(513, answer -> true, Cause.MEMORY),
            rule(answer -> answer.code().equals("too_many_bytes"), Cause.TOO_MANY_BYTES),
            rule(402, answer -> true, Cause.QUOTA),
            rule(401, answer -> true, Cause.WRONG_KEY),
            rule(403, answer -> says(answer, "missing required scope"), Cause.MISSING_SCOPE),
            rule(403, answer -> true, Cause.NO_ACCESS),
            rule(404, answer -> true, Cause.UNKNOWN_PROJECT),
            rule(answer -> true, Cause.REFUSED));

    private AnswerPolicy() {}

    static Optional<SourceFailure> failure(PostHogClient.Answer answer) {
        if (answer.status() == 200) {
            return answer.isJson() ? Optional.empty() : Optional.of(SourceFailure.notPostHog());
        }
        Cause cause = RULES.stream()
                .filter(rule -> rule.fits.test(answer))
                .findFirst()
                .orElseThrow()
                .cause;
        return Optional.of(
                cause == Cause.NOT_POSTHOG
                        ? SourceFailure.notPostHog()
                        : new SourceFailure(cause, text(answer), answer.retryAfter()));
    }

    private static Rule rule(int status, Predicate<PostHogClient.Answer> fits, Cause cause) {
        return rule(answer -> answer.status() == status && fits.test(answer), cause);
    }

    private static Rule rule(Predicate<PostHogClient.Answer> fits, Cause cause) {
        return new Rule(fits, cause);
    }

    private static boolean says(PostHogClient.Answer answer, String... words) {
        String said = answer.detail().toLowerCase(Locale.ROOT);
        return List.of(words).stream().anyMatch(said::contains);
    }

    private static String text(PostHogClient.Answer answer) {
        String said = answer.detail().isEmpty() ? "no further word" : answer.detail();
        String cut = said.length() <= LONGEST_TEXT ? said : said.substring(0, LONGEST_TEXT) + "...";
        return "PostHog answered " + answer.status() + ": " + cut;
    }

    private record Rule(Predicate<PostHogClient.Answer> fits, Cause cause) {}
}
