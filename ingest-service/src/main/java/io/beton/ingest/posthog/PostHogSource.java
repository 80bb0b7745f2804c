package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.kit.store.StoreFailure;
import io.beton.kit.trace.Traced;
import io.beton.model.hogql.HogQl;
import io.beton.model.id.ConnectionId;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Reads PostHog: the project, its definitions, and queries.
 *
 * <p>Reads: PostHog. Writes: the table {@code read}, through the ledger. On failure: what may pass is asked again
 * after as long as PostHog says, or growing pauses, within the reader's patience; what was too much never; everything
 * else is a {@link SourceFailure} at once.
 */
@ApplicationScoped
public class PostHogSource {
    private static final Logger LOG = Logger.getLogger(PostHogSource.class);
    /** Reads nothing; tells whether the key may query, and the time zone. */
    static final HogQl CHECK = new HogQl("beton_check", "SELECT 1", Map.of());

    /** PostHog cuts a larger page without a word, and one that is not full is taken for the last. */
    static final int MOST_ROWS = 50_000;

    private static final int PAGE = 500;
    /** Times in UTC, and persons as they were at the event but with merges resolved. */
    private static final Map<String, Object> MODIFIERS =
            Map.of("convertToProjectTimezone", false, "personsOnEventsMode", "person_id_override_properties_on_events");

    private final PostHogClient client;
    private final PostHogCalls calls;
    private final ReadLedger ledger;
    private final MeterRegistry meters;

    PostHogSource(PostHogClient client, PostHogCalls calls, ReadLedger ledger, MeterRegistry meters) {
        this.client = client;
        this.calls = calls;
        this.ledger = ledger;
        this.meters = meters;
    }

    /** The project's own description. */
    public JsonNode project(Reading reading) {
        return get(reading, "");
    }

    /** The first element of a paged list, to see whether it may be read. */
    public void tryList(Reading reading, String path) {
        get(reading, path + "?limit=1");
    }

    /** Every element of a paged list, such as {@code event_definitions/}. */
    public List<JsonNode> all(Reading reading, String path) {
        List<JsonNode> found = new ArrayList<>();
        while (true) {
            String page = path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE + "&offset=" + found.size();
            JsonNode body = get(reading, page);
            JsonNode results = body.isArray() ? body : body.path(AnswerBody.RESULTS);
            results.forEach(found::add);
            if (body.isArray() || results.isEmpty() || !body.path("next").isTextual()) {
                return found;
            }
        }
    }

    /** Asks a query, always computed anew; its cost goes on the account of the reading. */
    public <T> T query(Reading reading, HogQl query, Supplier<RowReader<T>> readers) {
        return ask(reading, query, readers).result();
    }

    /** The project's time zone, as the answer to a query that reads nothing tells it. */
    public Optional<String> tryQuery(Reading reading) {
        return Optional.of(ask(reading, CHECK, RowReader::rows).members().path("timezone"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private JsonNode get(Reading reading, String path) {
        return calls.call(reading, () -> client.get(reading, path)).body();
    }

    /** The same, with what it cost. */
    public <T> Answered<T> ask(Reading reading, HogQl query, Supplier<RowReader<T>> readers) {
        List<RowReader<T>> used = new ArrayList<>();
        PostHogClient.Answer answer = Traced.asking("query " + query.name())
                .get(() -> calls.call(reading, query, () -> {
                    used.add(readers.get());
                    return account(reading, query, client.query(reading, body(query), used.get(used.size() - 1)));
                }));
        if (!answer.body().has(AnswerBody.RESULTS)) {
            throw SourceFailure.notPostHog();
        }
        return new Answered<>(used.get(used.size() - 1).result(), answer.body(), answer.bytesRead());
    }

    /** What is sent to have a query computed anew, whatever PostHog remembers. */
    public static Map<String, Object> body(HogQl query) {
        Map<String, Object> hogQl = Map.of(
                "kind",
                "HogQLQuery",
                "query",
                query.text(),
                "values",
                query.values(),
                "modifiers",
                MODIFIERS,
                "name",
                query.name());
        return Map.of("query", hogQl, "name", query.name(), "refresh", "force_blocking");
    }

    private PostHogClient.Answer account(Reading reading, HogQl query, PostHogClient.Answer answer) {
        long bytes = answer.bytesRead();
        String result = AnswerPolicy.failure(answer)
                .map(failure -> failure.kind().word())
                .orElse("ok");
        meters.counter("beton.posthog.queries", "purpose", query.name(), "result", result)
                .increment();
        meters.counter("beton.posthog.read.bytes", "purpose", query.name()).increment(bytes);
        reading.account().ifPresent(connection -> note(connection, query, bytes));
        return answer;
    }

    /** What the answer says, a pause above all, must not be lost with the note of its cost. */
    private void note(ConnectionId connection, HogQl query, long bytes) {
        try {
            ledger.add(connection, query.name(), bytes);
        } catch (StoreFailure e) {
            LOG.warnf("a query was not noted: connection=%s reason=%s", connection, e.getMessage());
        }
    }

    /**
     * The answer to a query.
     *
     * @param members what it says beside the rows
     * @param bytesRead what PostHog says that it read; 0 where it does not say
     */
    public record Answered<T>(T result, JsonNode members, long bytesRead) {}
}
