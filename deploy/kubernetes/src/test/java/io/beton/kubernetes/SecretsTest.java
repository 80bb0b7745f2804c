package io.beton.kubernetes;

import static io.beton.kubernetes.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code make-secrets} makes what the services need, each time anew, and nothing else is needed. */
final class SecretsTest {
    private static final Set<String> TOLD = Set.of("operator", "viewer", "ingest", "hypothesis", "router", "postgres");

    private final Map<String, Map<String, String>> made = make("dev");

    @Test
    void eachVariableIsAKeyOfTheServiceThatGetsIt() {
        Manifests.SERVICES.forEach(service -> {
            ConfigKeys keys = ConfigKeys.of(service);
            assertThat(made.get("beton-" + service.replace("-service", "")).keySet())
                    .as(service)
                    .isNotEmpty()
                    .allMatch(keys::has);
        });
    }

    @Test
    void whoMustKnowEachOtherDo() {
        Map<String, String> ingest = made.get("beton-ingest");
        Map<String, String> router = made.get("beton-router");

        assertThat(router.get("BETON_ROUTER_IDENTITY_TOKEN")).isEqualTo(ingest.get("BETON_INGEST_IDENTITY_TOKEN"));
        assertThat(router.get("BETON_ACCESS_TOKENS_MEMBERS_SHA256"))
                .isEqualTo(sha256(made.get("beton-hypothesis").get("BETON_HYPOTHESIS_ROUTER_TOKEN")));
        Stream.of("ingest", "hypothesis", "router")
                .forEach(service -> assertThat(made.get("beton-postgres-" + service))
                        .containsEntry("username", made.get("beton-" + service).get("QUARKUS_DATASOURCE_USERNAME"))
                        .containsEntry("password", made.get("beton-" + service).get("QUARKUS_DATASOURCE_PASSWORD")));
        assertThat(Stream.of(ingest.get("BETON_INGEST_MASTER_KEY"), router.get("BETON_ROUTER_MASTER_KEY"))
                        .map(key -> Base64.getDecoder().decode(key).length))
                .containsExactly(32, 32);
    }

    @Test
    void nothingIsMadeTwice() {
        Set<String> again = values(make("production"));
        again.retainAll(values(made));

        assertThat(again).isSubsetOf(TOLD);
        assertThat(make("production")).doesNotContainKey("beton-postgres-admin");
    }

    @Test
    void whateverAPodTakesFromASecretIsMade() {
        Rendering.ALL.forEach((name, objects) -> {
            assertThat(pods(objects).flatMap(SecretsTest::referred))
                    .as(name)
                    .isNotEmpty()
                    .allMatch(reference -> isMade(reference, objects));
            assertThat(Manifests.ofKind(objects, "Cluster").stream()
                            .flatMap(cluster -> each(cluster.at("/spec/managed/roles"))))
                    .allMatch(role -> made.get(role.at("/passwordSecret/name").asText())
                            .get("username")
                            .equals(role.path("name").asText()));
        });
    }

    private boolean isMade(Reference reference, List<JsonNode> objects) {
        Map<String, String> ours = made.get(reference.secret());
        if (ours != null) {
            return reference.key().isEmpty() || ours.containsKey(reference.key());
        }
        return madeByOperators(objects).contains(reference.secret() + " " + reference.key());
    }

    /** Of Strimzi, of CloudNativePG; where PostgreSQL is somebody else's, the README says how. */
    private static Set<String> madeByOperators(List<JsonNode> objects) {
        Stream<String> users =
                Manifests.ofKind(objects, "KafkaUser").stream().map(user -> Manifests.name(user) + " sasl.jaas.config");
        Stream<String> kafkas = Manifests.ofKind(objects, "Kafka").stream()
                .map(kafka -> Manifests.name(kafka) + "-cluster-ca-cert ca.crt");
        return Stream.of(users, kafkas, Stream.of("beton-postgres-ca ca.crt"))
                .flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    private static Stream<JsonNode> pods(List<JsonNode> objects) {
        return objects.stream().map(object -> object.at("/spec/template/spec")).filter(pod -> pod.has("containers"));
    }

    private static Stream<Reference> referred(JsonNode pod) {
        JsonNode container = pod.at("/containers/0");
        return Stream.of(
                        each(container.path("env"))
                                .map(variable -> variable.at("/valueFrom/secretKeyRef"))
                                .filter(JsonNode::isObject)
                                .map(from -> new Reference(
                                        from.path("name").asText(),
                                        from.path("key").asText())),
                        each(container.path("envFrom"))
                                .filter(from -> from.has("secretRef"))
                                .map(from ->
                                        new Reference(from.at("/secretRef/name").asText(), "")),
                        each(pod.path("volumes"))
                                .map(volume -> volume.path("secret"))
                                .filter(JsonNode::isObject)
                                .map(secret -> new Reference(
                                        secret.path("secretName").asText(),
                                        secret.at("/items/0/key").asText())))
                .flatMap(references -> references);
    }

    private static Map<String, Map<String, String>> make(String kind) {
        List<JsonNode> secrets = Manifests.parse(
                Commands.run(Manifests.FOLDER.resolve("make-secrets").toString(), kind));
        assertThat(secrets).allMatch(secret -> Strictness.problem(secret).isEmpty());
        Map<String, Map<String, String>> values = new TreeMap<>();
        secrets.forEach(secret -> values.put(
                Manifests.name(secret),
                secret.path("stringData").properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, value -> value.getValue().asText()))));
        return values;
    }

    private static Set<String> values(Map<String, Map<String, String>> secrets) {
        return secrets.values().stream()
                .flatMap(secret -> secret.values().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A key of a Secret, or with none all of it. */
    private record Reference(String secret, String key) {}
}
