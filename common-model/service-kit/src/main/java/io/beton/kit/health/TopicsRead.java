package io.beton.kit.health;

import io.beton.kit.kafka.TopicFollower;
import io.beton.kit.kafka.TopicFollowers;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Up when every topic of which this service keeps a view in memory has been read to its end: before that it would answer
 * and decide by half of what is known. A start is over then, too; the tables were migrated before anything answered.
 */
@Readiness
@Startup
@ApplicationScoped
class TopicsRead implements HealthCheck {
    private final TopicFollowers followers;

    TopicsRead(TopicFollowers followers) {
        this.followers = followers;
    }

    @Override
    public HealthCheckResponse call() {
        List<TopicFollower> started = followers.started();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("topics read");
        started.forEach(follower -> response.withData(follower.topic(), follower.caughtUp()));
        return response.status(started.stream().allMatch(TopicFollower::caughtUp))
                .build();
    }
}
