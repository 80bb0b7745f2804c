package io.beton.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secured brokers are configured as containers are: by the environment alone, or by a file. */
final class KafkaClientsTest {
    @Test
    void securityComesFromTheEnvironment() {
        // Given
        EnvConfigSource environment = new EnvConfigSource(
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", "kafka:9093",
                        "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                        "KAFKA_SASL_JAAS_CONFIG", "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                        "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
                        "KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/beton/kafka/ca.crt"),
                300);

        // When
        Map<String, Object> settings = settings(new SmallRyeConfigBuilder().withSources(environment));

        // Then
        assertThat(settings)
                .containsOnly(
                        Map.entry("bootstrap.servers", "kafka:9093"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "SCRAM-SHA-512"),
                        Map.entry(
                                "sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                        Map.entry("ssl.truststore.type", "PEM"),
                        Map.entry("ssl.truststore.location", "/etc/beton/kafka/ca.crt"));
    }

    @Test
    void securityComesFromProperties() {
        // Given
        PropertiesConfigSource file = new PropertiesConfigSource(
                Map.of(
                        "kafka.bootstrap.servers", "kafka:9093",
                        "kafka.security.protocol", "SSL",
                        "kafka.ssl.keystore.location", "/etc/beton/kafka/user.p12"),
                "a file",
                100);

        // When
        Map<String, Object> settings = settings(new SmallRyeConfigBuilder().withSources(file));

        // Then
        assertThat(settings)
                .containsOnly(
                        Map.entry("bootstrap.servers", "kafka:9093"),
                        Map.entry("security.protocol", "SSL"),
                        Map.entry("ssl.keystore.location", "/etc/beton/kafka/user.p12"));
    }

    @Test
    void nothingButTheAddressIsSetWhereNothingIsSecured() {
        // Given
        PropertiesConfigSource file =
                new PropertiesConfigSource(Map.of("kafka.bootstrap.servers", "localhost:9092"), "a file", 100);

        // When
        Map<String, Object> settings = settings(new SmallRyeConfigBuilder().withSources(file));

        // Then
        assertThat(settings).containsOnly(Map.entry("bootstrap.servers", "localhost:9092"));
    }

    private static Map<String, Object> settings(SmallRyeConfigBuilder builder) {
        SmallRyeConfig config = builder.addDefaultInterceptors().build();
        return new KafkaClients(config, new SimpleMeterRegistry()).common();
    }
}
