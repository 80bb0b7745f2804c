package io.beton.router.live;

import io.beton.router.delivery.DeliveryLoop;
import io.beton.router.signal.SignalRelay;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Down when matching, relaying or delivering has ended, which only a bug or a lack of memory can do. */
@Liveness
@ApplicationScoped
class LoopsAlive implements HealthCheck {
    private final LiveLoop matching;
    private final SignalRelay relay;
    private final DeliveryLoop deliveries;

    LoopsAlive(@Readiness LiveLoop matching, SignalRelay relay, DeliveryLoop deliveries) {
        this.matching = matching;
        this.relay = relay;
        this.deliveries = deliveries;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("router loops")
                .withData("matching", matching.alive())
                .withData("relaying", relay.alive())
                .withData("delivering", deliveries.alive())
                .status(matching.alive() && relay.alive() && deliveries.alive())
                .build();
    }
}
