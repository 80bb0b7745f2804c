package io.beton.ingest.posthog;

import io.beton.ingest.limit.PostHogProject;
import java.net.URI;

/** Where a project is read, and with which key. */
public record Endpoint(URI host, String projectId, ApiKey key) {

    /** The address that a person typed, without the slash at its end; a failure of kind bad host where it is none. */
    public static URI address(String typed) {
        try {
            return URI.create(typed.strip().replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw SourceFailure.badHost("it is no web address");
        }
    }

    PostHogProject project() {
        return PostHogProject.of(host, projectId);
    }

    URI path(String path) {
        return host.resolve("/api/projects/" + projectId + "/" + path);
    }
}
