package io.beton.ingest.connection;

import io.beton.ingest.posthog.ApiKey;
import io.beton.model.InvalidMember;
import java.util.Optional;

/** What a person sends to change a connection; what is left out stays. */
record ConnectionChange(
        Optional<String> name, Optional<ApiKey> apiKey, Optional<String> syncEvery, Optional<Boolean> sampleValues) {

    ConnectionChange {
        name = name == null ? Optional.empty() : name.map(given -> InvalidMember.requireText(given, "name"));
        apiKey = apiKey == null ? Optional.empty() : apiKey;
        syncEvery = syncEvery == null ? Optional.empty() : syncEvery;
        sampleValues = sampleValues == null ? Optional.empty() : sampleValues;
    }
}
