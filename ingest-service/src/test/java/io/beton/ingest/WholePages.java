package io.beton.ingest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Pages as long as they are in production, so that queries can be counted; and no waiting for a deep pass. */
public final class WholePages implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "beton.ingest.poll.first-page-size", "5000",
                "beton.ingest.poll.page-size", "50000",
                "beton.ingest.poll.deep-every", "PT1S",
                "beton.ingest.history.page-size", "50000");
    }
}
