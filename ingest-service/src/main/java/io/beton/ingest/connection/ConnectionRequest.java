package io.beton.ingest.connection;

import io.beton.ingest.posthog.ApiKey;
import io.beton.model.InvalidMember;
import java.util.Optional;

/**
 * What a person sends to connect a project. {@code sync_every} is a duration such as {@code PT5M} or {@code 5m};
 * {@code sample_values} false keeps the values of properties from being read, which they are otherwise.
 */
record ConnectionRequest(
        String name,
        String host,
        String projectId,
        ApiKey apiKey,
        Optional<String> syncEvery,
        Optional<Boolean> sampleValues) {

    ConnectionRequest {
        InvalidMember.requireText(name, "name");
        InvalidMember.requireText(host, "host");
        InvalidMember.requireText(projectId, "project_id");
        InvalidMember.require(apiKey, "api_key");
        InvalidMember.check(
                projectId.chars().allMatch(c -> c >= '0' && c <= '9'),
                "project_id",
                "`project_id` is the number in the address of the project, such as 12345");
        syncEvery = syncEvery == null ? Optional.empty() : syncEvery;
        sampleValues = sampleValues == null ? Optional.empty() : sampleValues;
    }
}
