package io.beton.ingest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Pages as long as they are in production, so that queries can be counted. */
public final class WholePages implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("beton.ingest.poll.page-size", "50000", "beton.ingest.history.page-size", "50000");
    }
}
