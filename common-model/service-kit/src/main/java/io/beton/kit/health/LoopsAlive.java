package io.beton.kit.health;

import io.beton.kit.kafka.TopicFollowers;
import io.beton.kit.loop.BackgroundWork;
import io.beton.kit.loop.Loops;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Down when background work has died, which only a start helps. A database or a broker that is away lets nothing die, so
 * it makes nobody start anew.
 */
@Liveness
@ApplicationScoped
class LoopsAlive implements HealthCheck {
    private final Loops loops;
    private final TopicFollowers followers;

    LoopsAlive(Loops loops, TopicFollowers followers) {
        this.loops = loops;
        this.followers = followers;
    }

    @Override
    public HealthCheckResponse call() {
        List<BackgroundWork> works = Stream.concat(loops.works().stream(), followers.started().stream())
                .toList();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("loops");
        works.forEach(work -> response.withData(work.name(), !work.died()));
        return response.status(works.stream().noneMatch(BackgroundWork::died)).build();
    }
}
