package io.beton.ingest.posthog;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls PostHog again for as long as patience says so. */
final class Retries {
    private Retries() {}

    /** The answer of the first call that succeeds, or the failure of the last as a {@link SourceFailure}. */
    static PostHogClient.Answer call(Patience patience, Supplier<PostHogClient.Answer> call) {
        for (int attempt = 1; ; attempt++) {
            SourceFailure failure;
            try {
                PostHogClient.Answer answer = call.get();
                Optional<SourceFailure> refused = AnswerPolicy.failure(answer);
                if (refused.isEmpty()) {
                    return answer;
                }
                failure = refused.get();
            } catch (SourceFailure e) {
                failure = e;
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new SourceFailure(
                        SourceFailure.Kind.REFUSED, "an answer of PostHog is not understood: " + e.getMessage());
            }
            Optional<Duration> pause =
                    patience.pause(failure, attempt, ThreadLocalRandom.current().nextDouble());
            if (pause.isEmpty()) {
                throw failure;
            }
            rest(pause.get());
        }
    }

    private static void rest(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure(SourceFailure.Kind.BUSY, "interrupted while waiting for PostHog");
        }
    }
}
