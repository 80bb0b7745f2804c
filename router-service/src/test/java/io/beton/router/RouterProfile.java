package io.beton.router;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Webhooks to this machine are allowed, and retries do not wait long. */
public final class RouterProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "beton.router.allow-http", "true",
                "beton.router.allowed-hosts", "localhost",
                "beton.router.master-key", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "beton.router.delivery.first-wait", "PT0.05S",
                "beton.router.delivery.count-every", "PT1S",
                "beton.router.circuit.failures", "4",
                "beton.router.circuit.pause", "PT0.3S",
                "beton.router.live.sweep-every", "PT1S");
    }
}
