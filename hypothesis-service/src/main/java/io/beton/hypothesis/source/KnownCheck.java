package io.beton.hypothesis.source;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the connections and taxonomies said so far have been heard. */
@Readiness
@ApplicationScoped
class KnownCheck implements HealthCheck {
    private final KnownConnections known;

    KnownCheck(KnownConnections known) {
        this.known = known;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("connections heard")
                .status(known.caughtUp())
                .build();
    }
}
