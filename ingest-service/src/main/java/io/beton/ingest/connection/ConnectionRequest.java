package io.beton.ingest.connection;

import io.beton.model.InvalidMember;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a person sends to connect a project. {@code sync_every} is a duration such as {@code PT5M} or {@code 5m}. */
record ConnectionRequest(String name, String host, String projectId, ApiKey apiKey, Optional<String> syncEvery) {
    private static final Duration DEFAULT_SYNC = Duration.ofMinutes(5);

    ConnectionRequest {
        InvalidMember.requireText(name, "name");
        InvalidMember.requireText(host, "host");
        InvalidMember.requireText(projectId, "project_id");
        InvalidMember.require(apiKey, "api_key");
        InvalidMember.check(
                projectId.chars().allMatch(Character::isDigit),
                "project_id",
                "`project_id` is the number in the address of the project, such as 12345");
        syncEvery = syncEvery == null ? Optional.empty() : syncEvery;
    }

    URI address() {
        try {
            return URI.create(host.endsWith("/") ? host.substring(0, host.length() - 1) : host);
        } catch (IllegalArgumentException e) {
            throw new InvalidMember("host", "`host` must be an address such as https://eu.posthog.com");
        }
    }

    Duration interval(Duration shortest) {
        return interval(syncEvery, shortest, DEFAULT_SYNC);
    }

    static Duration interval(Optional<String> text, Duration shortest, Duration otherwise) {
        Duration interval = text.map(ConnectionRequest::duration).orElse(otherwise);
        InvalidMember.check(
                interval.compareTo(shortest) >= 0,
                "sync_every",
                "`sync_every` must be " + shortest + " or longer; the operator sets beton.ingest.min-sync-every");
        return interval;
    }

    private static Duration duration(String text) {
        String upper = text.trim().toUpperCase();
        try {
            return Duration.parse(upper.startsWith("P") ? upper : "PT" + upper);
        } catch (DateTimeParseException e) {
            throw new InvalidMember("sync_every", "`sync_every` must be a duration such as 5m or PT5M");
        }
    }
}
