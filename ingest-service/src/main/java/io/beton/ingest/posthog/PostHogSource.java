package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.id.ConnectionId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads a PostHog project: named HogQL queries and lists of definitions, with patience.
 *
 * <p>Reads: PostHog over HTTP. Writes: the counters of queries and bytes. On failure: waits and asks again where PostHog
 * is busy, as long as it says; everything else is a {@link SourceFailure} at once.
 */
@ApplicationScoped
public class PostHogSource {
    private static final int MOST_ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 500;

    private final PostHogClient client;
    private final ReadLedger ledger;
    private final MeterRegistry meters;

    PostHogSource(PostHogClient client, ReadLedger ledger, MeterRegistry meters) {
        this.client = client;
        this.ledger = ledger;
        this.meters = meters;
    }

    /** The project's own description. */
    public JsonNode project(Endpoint endpoint) {
        return patiently(() -> client.get(endpoint, "")).body();
    }

    /** Every element of a paged list, such as {@code event_definitions/}. */
    public List<JsonNode> all(Endpoint endpoint, String path) {
        List<JsonNode> found = new ArrayList<>();
        while (true) {
            String page = path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE + "&offset=" + found.size();
            JsonNode body = patiently(() -> client.get(endpoint, page)).body();
            JsonNode results = body.isArray() ? body : body.path("results");
            results.forEach(found::add);
            if (body.isArray()
                    || results.isEmpty()
                    || body.path("next").isMissingNode()
                    || body.path("next").isNull()) {
                return found;
            }
        }
    }

    /** The whole answer of a query; its rows are under {@code results}, its bytes are on the connection's account. */
    public JsonNode query(Optional<ConnectionId> connection, Endpoint endpoint, HogQl query) {
        Map<String, Object> body = Map.of(
                "query",
                Map.of(
                        "kind",
                        "HogQLQuery",
                        "query",
                        query.text(),
                        "values",
                        query.values(),
                        "modifiers",
                        Map.of(
                                "convertToProjectTimezone",
                                false,
                                "personsOnEventsMode",
                                "person_id_override_properties_on_events"),
                        "name",
                        query.name()),
                "name",
                query.name(),
                "refresh",
                "force_blocking");
        return patiently(() -> account(connection, query.name(), client.query(endpoint, body)))
                .body();
    }

    private PostHogClient.Answer account(Optional<ConnectionId> connection, String name, PostHogClient.Answer answer) {
        long bytes = Math.max(0, answer.bytesRead());
        String result = answer.status() == 200 ? "ok" : "refused";
        meters.counter("beton.posthog.queries", "purpose", name, "result", result)
                .increment();
        meters.counter("beton.posthog.bytes.read", "purpose", name).increment(bytes);
        connection.ifPresent(id -> ledger.add(id, name, bytes));
        return answer;
    }

    private PostHogClient.Answer patiently(Supplier<PostHogClient.Answer> call) {
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
            }
            if (!failure.kind().retryable() || attempt == MOST_ATTEMPTS) {
                throw failure;
            }
            pause(failure.retryAfter().orElse(backoff(attempt)));
        }
    }

    private static Duration backoff(int attempt) {
        long longest = FIRST_PAUSE.toMillis() << attempt;
        return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2));
    }

    private static void pause(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceFailure(SourceFailure.Kind.BUSY, "interrupted while waiting for PostHog");
        }
    }
}
