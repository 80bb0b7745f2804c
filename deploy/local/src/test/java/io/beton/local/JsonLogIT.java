package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.servers.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What services say in a container: every line is JSON of the documented keys, from the first to the last. */
final class JsonLogIT extends PackagedServices {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String PASSWORD = "zq7password";
    private static final String MASTER_KEY = "zq7zq7zq7zq7zq7zq7zq7zq7zq7zq7zq7zq7zq7zq7w=";

    @Test
    void everyLineIsJsonOfTheDocumentedKeys() throws IOException {
        // Given one that lives without its broker, and one that cannot without its database
        Child living = start("backtest", Map.of());
        Child dying = start(
                "router",
                Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://localhost:9/beton",
                        "QUARKUS_DATASOURCE_USERNAME",
                        "postgres",
                        // it would wait for it for a minute
                        "QUARKUS_FLYWAY_CONNECT_RETRIES",
                        "0",
                        "QUARKUS_DATASOURCE_PASSWORD",
                        PASSWORD,
                        "BETON_ROUTER_MASTER_KEY",
                        MASTER_KEY));
        // When
        await().atMost(LONGEST).until(() -> living.text().contains(" started in "));
        await().atMost(LONGEST).until(() -> !dying.alive());
        living.close();
        // Then
        assertThat(JsonLog.lines(living.text()))
                .allMatch(line -> line.path("service").asText().equals("backtest-service"))
                .anyMatch(line -> line.path("message").asText().contains(" started in "))
                .anyMatch(line -> line.path("message").asText().contains(" stopped in "));
        assertThat(JsonLog.lines(dying.text()))
                .allMatch(line -> line.path("service").asText().equals("router-service"))
                .anyMatch(line -> line.path("level").asText().equals("ERROR")
                        && line.path("stackTrace").asText().contains("\n\tat "));
        assertThat(JsonLog.keys(living.text() + dying.text())).isSubsetOf(Reference.members());
        assertThat(living.text() + dying.text()).doesNotContain(PASSWORD, MASTER_KEY);
    }

    private Child start(String service, Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("QUARKUS_PROFILE", "prod,container");
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:9");
        return start(service, Ports.free(), environment);
    }
}
