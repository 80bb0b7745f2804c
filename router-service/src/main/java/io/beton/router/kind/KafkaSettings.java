package io.beton.router.kind;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a producer for a binding (https://kafka.apache.org/41/configuration/producer-configs/): it gives up
 * within one attempt, for whether and when to try again is not its decision.
 */
final class KafkaSettings {
    private static final int PARTS = 3;

    private KafkaSettings() {}

    /** @param timeout what one attempt may take: a third for finding the topic, two thirds for being acknowledged */
    static Map<String, String> of(KafkaMembers members, Duration timeout) {
        long part = timeout.toMillis() / PARTS;
        Map<String, String> settings = new HashMap<>(Map.of(
                "max.block.ms",
                String.valueOf(part),
                "request.timeout.ms",
                String.valueOf(part),
                "delivery.timeout.ms",
                String.valueOf(2 * part),
                "linger.ms",
                "0",
                "acks",
                "all",
                "enable.idempotence",
                "true"));
        members.bootstrapServers().ifPresent(servers -> {
            settings.put("bootstrap.servers", servers);
            settings.put("security.protocol", protocol(members));
        });
        members.login().ifPresent(login -> {
            settings.put("sasl.mechanism", login.mechanism());
            settings.put("sasl.jaas.config", jaas(login));
        });
        return settings;
    }

    private static String protocol(KafkaMembers members) {
        String wire = members.security() == KafkaMembers.Security.TLS ? "SSL" : "PLAINTEXT";
        return members.login().isPresent() ? "SASL_" + wire : wire;
    }

    private static String jaas(KafkaMembers.Login login) {
        String module = login.mechanism().equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return "org.apache.kafka.common.security." + module + " required username=" + quoted(login.username())
                + " password=" + quoted(login.password().reveal()) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
