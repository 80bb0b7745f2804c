package io.beton.ingest.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.PostHogSource;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.SourceFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Tries a connection before anything is stored: may the key see the project, list its events, and query it?
 *
 * <p>Reads: PostHog. Writes: nothing. On failure: a {@link SourceFailure} whose kind says what is wrong.
 */
@ApplicationScoped
class ConnectionCheck {
    private final PostHogSource source;

    ConnectionCheck(PostHogSource source) {
        this.source = source;
    }

    /** The project's name and time zone; where the key may not see the project, its name is its id. */
    Project check(Endpoint endpoint) {
        if (endpoint.key().projectToken()) {
            throw SourceFailure.projectToken();
        }
        Reading trial = Reading.trial(endpoint);
        Optional<JsonNode> described = describe(trial);
        source.tryList(trial, "event_definitions/");
        Optional<String> timezone = source.tryQuery(trial);
        return new Project(
                described.flatMap(project -> text(project, "name")).orElse(endpoint.projectId()),
                described
                        .flatMap(project -> text(project, "timezone"))
                        .or(() -> timezone)
                        .orElse("UTC"));
    }

    private Optional<JsonNode> describe(Reading trial) {
        try {
            return Optional.of(source.project(trial));
        } catch (SourceFailure e) {
            if (e.kind() == SourceFailure.Kind.MISSING_SCOPE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<String> text(JsonNode project, String member) {
        return Optional.of(project.path(member).asText("")).filter(text -> !text.isBlank());
    }

    record Project(String name, String timezone) {}
}
