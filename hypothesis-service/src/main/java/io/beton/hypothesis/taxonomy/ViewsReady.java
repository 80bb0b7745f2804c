package io.beton.hypothesis.taxonomy;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the connections and taxonomies said so far have been heard. */
@Readiness
@Singleton
final class ViewsReady implements HealthCheck {
    private final ConnectionsView connections;
    private final TaxonomyView taxonomies;

    ViewsReady(ConnectionsView connections, TaxonomyView taxonomies) {
        this.connections = connections;
        this.taxonomies = taxonomies;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("connections and taxonomies heard")
                .status(connections.ready() && taxonomies.ready())
                .build();
    }
}
