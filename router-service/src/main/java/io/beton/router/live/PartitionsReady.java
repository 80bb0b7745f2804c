package io.beton.router.live;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready, with the reason, where the topics have other partitions than what is kept of subjects. */
@Readiness
@ApplicationScoped
public class PartitionsReady implements HealthCheck {
    private final PartitionLayout layout;

    PartitionsReady(PartitionLayout layout) {
        this.layout = layout;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> refused = layout.refused();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("partitions").status(refused.isEmpty());
        refused.ifPresent(reason -> response.withData("reason", reason));
        return response.build();
    }
}
