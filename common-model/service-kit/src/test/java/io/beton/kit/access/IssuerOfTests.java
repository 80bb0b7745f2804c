package io.beton.kit.access;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives a service under test an OIDC issuer that calls people by their e-mail address. */
public final class IssuerOfTests implements QuarkusTestResourceLifecycleManager {
    private final IssuerServer server = new IssuerServer();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "beton.access.oidc.issuer", server.address(),
                "beton.access.oidc.audience", "beton",
                "beton.access.oidc.name-claim", "email",
                "beton.access.oidc.roles.\"Beton deciders\"", "reviewer");
    }

    @Override
    public void stop() {
        server.close();
    }
}
