package io.beton.hypothesis.result;

import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.proposal.Explorer;
import io.beton.hypothesis.store.Transactions;
import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.loop.Loop;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Runs the taking of results for as long as the service lives. */
@Startup
@Liveness
@ApplicationScoped
public class ResultLoop implements HealthCheck {
    private final Loop loop;

    ResultLoop(
            KafkaClients kafka,
            DeadLetters deadLetters,
            Transactions transactions,
            Explorer explorer,
            HypothesisLifecycle lifecycle) {
        loop = Loop.start(
                "results",
                () -> new ResultSession(
                        kafka.consumer("beton-hypothesis", Map.of()), deadLetters, transactions, explorer, lifecycle));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("result loop").status(loop.alive()).build();
    }

    @PreDestroy
    void close() {
        loop.close();
    }
}
