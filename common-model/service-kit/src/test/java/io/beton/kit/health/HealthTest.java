package io.beton.kit.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.kafka.TopicFollower;
import io.beton.kit.kafka.TopicFollowers;
import io.beton.kit.loop.BackgroundWork;
import io.beton.kit.loop.Loops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the probes of a service say while no broker answers. */
final class HealthTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final KafkaClients nobody = new KafkaClients(
            new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(
                            Map.of("kafka.bootstrap.servers", "localhost:" + closedPort()), "test", 100))
                    .build(),
            meters);
    private final Publisher publisher = new Publisher(nobody);
    private final TopicFollowers followers = new TopicFollowers(nobody, new DeadLetters(publisher, meters), meters);
    private final TopicFollower follower = followers.follow("beton.connections", record -> {});
    private final Loops loops = new Loops(() -> Duration.ofMinutes(1));

    @AfterEach
    void close() {
        follower.close();
    }

    @Test
    void aBrokerThatIsAwayMakesNobodyReadyAndNobodyStartAnew() {
        assertThat(status(new KafkaReachable(nobody))).isEqualTo(Status.DOWN);
        assertThat(status(new TopicsRead(followers))).isEqualTo(Status.DOWN);
        assertThat(status(new LoopsAlive(loops, followers))).isEqualTo(Status.UP);
    }

    @Test
    void workThatDiedIsNoticed() {
        loops.add(new Died());

        assertThat(status(new LoopsAlive(loops, followers))).isEqualTo(Status.DOWN);
        assertThat(new LoopsAlive(loops, followers).call().getData().orElseThrow())
                .containsEntry("matching", false)
                .containsEntry("follow beton.connections", true);
    }

    private static Status status(HealthCheck check) {
        return check.call().getStatus();
    }

    private static int closedPort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Died implements BackgroundWork {
        @Override
        public String name() {
            return "matching";
        }

        @Override
        public boolean died() {
            return true;
        }

        @Override
        public void stop() {}

        @Override
        public boolean endsWithin(Duration longest) {
            return true;
        }

        @Override
        public void breakOff() {}
    }
}
