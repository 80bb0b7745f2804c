package io.beton.hypothesis.upkeep;

import io.beton.hypothesis.advisor.Advisor;
import io.beton.hypothesis.proposal.Advising;
import io.beton.kit.loop.Loop;
import io.beton.kit.store.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Asks the advisor for as long as the service lives, if there is one. */
@Startup
@Liveness
@Singleton
final class AdviceLoop implements HealthCheck {
    private final Optional<Loop> loop;

    AdviceLoop(Optional<Advisor> advisor, Advising advising, Database database) {
        loop = advisor.map(there -> Loop.start("advice", () -> new AdviceSession(there, advising, database)));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("advice loop")
                .status(loop.map(Loop::alive).orElse(true))
                .build();
    }

    /** Before the database is let go of. */
    void close(@Observes ShutdownEvent ending) {
        loop.ifPresent(Loop::close);
    }
}
