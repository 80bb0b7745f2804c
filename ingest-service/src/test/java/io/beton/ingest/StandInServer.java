package io.beton.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import io.beton.standin.access.PersonalKey;
import io.beton.standin.capture.CaptureFormat;
import io.beton.standin.events.CapturedEvent;
import io.beton.standin.fault.Fault;
import io.beton.standin.http.ReceivedRequest;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The PostHog of the tests, in a time zone that is not ours, and pages so small that every read has several. */
public final class StandInServer implements QuarkusTestResourceLifecycleManager {
    static final String KEY = "phx_the_whole_secret_0123456789";
    static final String KEY_WITHOUT_QUERY = "phx_without_query";
    static final String KEY_WITHOUT_PROJECT = "phx_without_project";
    static final String KEY_WITHOUT_DEFINITIONS = "phx_without_definitions";
    static final String KEY_OF_ANOTHER_PROJECT = "phx_of_another_project";
    static final String PROJECT = "7";
    static final String FOREIGN_PROJECT = "8";
    static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    static final String IDENTITY_TOKEN = "the router and ingest share this one";

    private static final String HIT_TIME_LIMIT =
            "{\"type\":\"server_error\",\"code\":\"error\",\"detail\":\"Query has hit the max execution time\"}";
    /** No fault: the query is answered. */
    static final Fault AS_IT_IS = Fault.delaying(Duration.ZERO);

    static final Fault TOO_LONG = Fault.answering(504, HIT_TIME_LIMIT);

    private static PostHogStandIn standIn;

    @Override
    public Map<String, String> start() {
        standIn = PostHogStandIn.start(StandInConfig.defaults()
                .withProject(Integer.parseInt(PROJECT), "Acme", "Asia/Kathmandu")
                .withForeignProjects(Integer.valueOf(FOREIGN_PROJECT))
                .withKeys(
                        PersonalKey.full(KEY),
                        PersonalKey.scoped(KEY_WITHOUT_QUERY, "project:read", "event_definition:read"),
                        PersonalKey.scoped(KEY_WITHOUT_PROJECT, "query:read", "event_definition:read"),
                        PersonalKey.scoped(KEY_WITHOUT_DEFINITIONS, "query:read", "project:read"),
                        PersonalKey.full(KEY_OF_ANOTHER_PROJECT).restrictedTo(Integer.valueOf(FOREIGN_PROJECT))));
        return Map.ofEntries(
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("beton.ingest.master-key", MASTER_KEY),
                Map.entry("beton.ingest.identity.token", IDENTITY_TOKEN),
                Map.entry("beton.ingest.identity.person-properties", "email,seats,story"),
                Map.entry("beton.ingest.identity.group-properties", "domain"),
                Map.entry("beton.ingest.identity.distinct-ids", "true"),
                Map.entry("beton.ingest.allow-http", "true"),
                Map.entry("beton.ingest.allowed-hosts", "localhost"),
                Map.entry("beton.ingest.min-sync-every", "PT1S"),
                Map.entry("beton.ingest.poll.settle", "PT0S"),
                Map.entry("beton.ingest.limit.requests-per-minute", "1000000"),
                Map.entry("beton.ingest.limit.requests-per-hour", "1000000"),
                Map.entry("beton.ingest.poll.first-page-size", "3"),
                Map.entry("beton.ingest.poll.page-size", "3"),
                Map.entry("beton.ingest.history.page-size", "7"),
                Map.entry("beton.ingest.history.max-queries", "2000"));
    }

    static String url() {
        return standIn.url();
    }

    /** Stores events of the capture format, each with the {@code created_at} that it says. */
    static void capture(List<? extends JsonNode> events) {
        standIn.load(events.stream().map(StandInServer::captured).iterator());
    }

    /** Gives a property another type, as a person can. */
    static void retype(String definedFor, String property, String propertyType) {
        standIn.retype(definedFor, property, propertyType);
    }

    /** The next queries meet these faults, one each. */
    static void faults(Fault... faults) {
        for (Fault fault : faults) {
            standIn.faults().next(1, fault);
        }
    }

    /** What is delayed is answered at once. */
    static void clearFaults() {
        standIn.faults().clear();
    }

    /** How many of those no query has met yet. */
    static int faultsToCome() {
        return standIn.faults().waiting();
    }

    /** What was received from the {@code from}th request on. */
    static List<ReceivedRequest> requestsFrom(int from) {
        List<ReceivedRequest> all = standIn.requests();
        return all.subList(from, all.size());
    }

    static int requests() {
        return standIn.requests().size();
    }

    @Override
    public void stop() {
        standIn.close();
    }

    static CapturedEvent captured(JsonNode sent) {
        Instant createdAt = Instant.parse(sent.path("created_at").asText());
        CapturedEvent event = CaptureFormat.event(sent, MissingNode.getInstance(), createdAt);
        return new CapturedEvent(
                event.uuid(), event.event(), event.distinctId(), event.timestamp(), createdAt, event.properties());
    }
}
