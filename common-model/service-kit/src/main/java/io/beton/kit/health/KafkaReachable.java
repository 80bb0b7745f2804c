package io.beton.kit.health;

import io.beton.kit.kafka.KafkaClients;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Up while a broker answers; Quarkus' own check waits for a minute where none does. */
@Readiness
@ApplicationScoped
class KafkaReachable implements HealthCheck {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final KafkaClients clients;
    private Optional<Admin> admin = Optional.empty();

    KafkaReachable(KafkaClients clients) {
        this.clients = clients;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("Kafka");
        try {
            int brokers = admin().describeCluster(new DescribeClusterOptions().timeoutMs((int) LONGEST.toMillis()))
                    .nodes()
                    .get()
                    .size();
            return response.up().withData("brokers", brokers).build();
        } catch (ExecutionException e) {
            return response.down()
                    .withData("reason", String.valueOf(e.getCause().getMessage()))
                    .build();
        } catch (KafkaException e) {
            return response.down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return response.down().build();
        }
    }

    /** Made when it is first asked, for a name that is not known yet is no reason not to start. */
    private synchronized Admin admin() {
        if (admin.isEmpty()) {
            admin = Optional.of(clients.admin());
        }
        return admin.get();
    }

    @PreDestroy
    synchronized void close() {
        admin.ifPresent(open -> open.close(Duration.ZERO));
    }
}
