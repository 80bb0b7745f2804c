package io.beton.ingest.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.HogQl;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.SourceFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Tries a connection before it is stored: may the key see the project, and may it query? */
@ApplicationScoped
class ConnectionCheck {
    private final PostHogSource source;

    ConnectionCheck(PostHogSource source) {
        this.source = source;
    }

    /** The project's name and time zone; a key that may only query is enough, and then the name is the id. */
    Project check(Endpoint endpoint) {
        Optional<JsonNode> described = describe(endpoint);
        JsonNode answer = source.query(Optional.empty(), endpoint, new HogQl("beton_check", "SELECT 1", Map.of()));
        if (!answer.has("results")) {
            throw SourceFailure.notPostHog();
        }
        String name = described.map(project -> project.path("name").asText()).orElse("project " + endpoint.projectId());
        String timezone = described.orElse(answer).path("timezone").asText("UTC");
        return new Project(name, timezone);
    }

    private Optional<JsonNode> describe(Endpoint endpoint) {
        try {
            return Optional.of(source.project(endpoint));
        } catch (SourceFailure e) {
            if (e.kind() == SourceFailure.Kind.MISSING_SCOPE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    record Project(String name, String timezone) {}
}
