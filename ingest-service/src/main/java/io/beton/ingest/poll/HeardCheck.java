package io.beton.ingest.poll;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the hypotheses said so far have been heard. */
@Readiness
@ApplicationScoped
class HeardCheck implements HealthCheck {
    private final MatchedHypotheses hypotheses;

    HeardCheck(MatchedHypotheses hypotheses) {
        this.hypotheses = hypotheses;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("hypotheses heard")
                .status(hypotheses.heard())
                .build();
    }
}
