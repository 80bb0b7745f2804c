package io.beton.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import io.beton.standin.http.Routes;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The PostHog of the tests, in a time zone that is not ours, and pages so small that every read has several. */
public final class StandInServer implements QuarkusTestResourceLifecycleManager {
    static final String KEY = "phx_the_whole_secret_0123456789";
    static final String KEY_WITHOUT_QUERY = "phx_without_query";
    static final String KEY_WITHOUT_PROJECT = "phx_without_project";
    static final String KEY_WITHOUT_DEFINITIONS = "phx_without_definitions";
    static final String PROJECT = "7";
    static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static PostHogStandIn standIn;

    @Override
    public Map<String, String> start() {
        standIn = PostHogStandIn.start(new StandInConfig(
                0,
                PROJECT,
                "Acme",
                ZoneId.of("Asia/Kathmandu"),
                Map.of(
                        KEY, Set.of("*"),
                        KEY_WITHOUT_QUERY, Set.of("project:read", "event_definition:read"),
                        KEY_WITHOUT_PROJECT, Set.of("query:read", "event_definition:read"),
                        KEY_WITHOUT_DEFINITIONS, Set.of("query:read", "project:read")),
                Optional.empty(),
                Clock.systemUTC()));
        return Map.of(
                "quarkus.http.test-port", "0",
                "beton.ingest.master-key", MASTER_KEY,
                "beton.ingest.allow-http", "true",
                "beton.ingest.allowed-hosts", "localhost",
                "beton.ingest.min-sync-every", "PT1S",
                "beton.ingest.poll.settle", "PT0S",
                "beton.ingest.poll.page-size", "3",
                "beton.ingest.history.page-size", "7");
    }

    static String url() {
        return standIn.url().toString();
    }

    static void capture(List<? extends JsonNode> events) {
        standIn.capture(List.copyOf(events));
    }

    static Routes routes() {
        return standIn.routes();
    }

    @Override
    public void stop() {
        standIn.close();
    }
}
