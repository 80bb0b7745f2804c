package io.beton.kubernetes;

import static io.beton.kubernetes.Manifests.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each Deployment is scaled by one scaler at most, by lag that there is, and to no more than there is work or room for. */
final class ScalersTest {
    /** Of KEDA's kafka trigger: content/docs/2.17/scalers/apache-kafka.md of kedacore/keda-docs. */
    private static final Set<String> OF_TRIGGERS = Set.of(
            "bootstrapServers",
            "consumerGroup",
            "topic",
            "lagThreshold",
            "activationLagThreshold",
            "offsetResetPolicy",
            "allowIdleConsumers",
            "scaleToZeroOnInvalidOffset",
            "excludePersistentLag",
            "limitToPartitionsWithLag",
            "ensureEvenDistributionOfPartitions",
            "version",
            "partitionLimitation",
            "sasl",
            "tls",
            "unsafeSsl");
    /** For PostgreSQL itself, its operator and people. */
    private static final int OTHER_CONNECTIONS = 25;

    private final List<JsonNode> files = Manifests.documents();

    @Test
    void nobodyIsScaledTwiceOrByHandToo() {
        assertThat(scalers()).allSatisfy(scaler -> {
            JsonNode deployment = Manifests.named(files, "Deployment", target(scaler));
            assertThat(deployment.path("spec").has("replicas")).isFalse();
        });
        assertThat(scalers().map(ScalersTest::target)).containsExactlyInAnyOrderElementsOf(Manifests.SERVICES);
        Rendering.ALL.forEach((name, objects) -> assertThat(Manifests.ofKind(objects, "Deployment"))
                .as(name)
                .noneMatch(deployment -> deployment.path("spec").has("replicas")));
    }

    @Test
    void lagIsThatOfWhatTheServiceReads() {
        assertThat(Manifests.ofKind(files, "ScaledObject")).hasSize(2).allSatisfy(scaler -> {
            JsonNode trigger = scaler.at("/spec/triggers/0/metadata");
            JsonNode topic =
                    Manifests.named(files, "KafkaTopic", trigger.path("topic").asText());
            JsonNode user = Manifests.named(files, "KafkaUser", target(scaler));

            assertThat(trigger.properties()).extracting(Map.Entry::getKey).isSubsetOf(OF_TRIGGERS);
            assertThat(trigger.path("consumerGroup").asText()).isIn(TopicsTest.groups(target(scaler)));
            assertThat(each(user.at("/spec/authorization/acls"))
                            .filter(right -> right.path("operations").toString().contains("Read"))
                            .map(right -> right.at("/resource/name").asText()))
                    .contains(Manifests.name(topic));
            assertThat(scaler.at("/spec/maxReplicaCount").asInt())
                    .isLessThanOrEqualTo(topic.at("/spec/partitions").asInt());
            assertThat(scaler.at("/spec/minReplicaCount").asInt()).isPositive();
        });
    }

    @Test
    void theDatabaseHasRoomForAllOfThem() {
        Map<String, Integer> most = new TreeMap<>();
        scalers()
                .forEach(scaler -> most.put(
                        target(scaler),
                        Math.max(
                                scaler.at("/spec/maxReplicas").asInt(),
                                scaler.at("/spec/maxReplicaCount").asInt())));
        int needed = Manifests.SERVICES.stream()
                .filter(service -> connections(service) > 0)
                // one more while a version takes over from another
                .mapToInt(service -> connections(service) * (most.get(service) + 1))
                .sum();

        JsonNode cluster = Manifests.named(files, "Cluster", "beton-postgres");
        assertThat(cluster.at("/spec/postgresql/parameters/max_connections").asInt())
                .isGreaterThanOrEqualTo(needed + OTHER_CONNECTIONS);
    }

    private Stream<JsonNode> scalers() {
        return Stream.of("HorizontalPodAutoscaler", "ScaledObject")
                .flatMap(kind -> Manifests.ofKind(files, kind).stream());
    }

    private static String target(JsonNode scaler) {
        return scaler.at("/spec/scaleTargetRef/name").asText();
    }

    private static int connections(String service) {
        String key = "quarkus.datasource.jdbc.max-size=";
        return Manifests.read(Manifests.REPOSITORY.resolve(service + "/src/main/resources/application.properties"))
                .lines()
                .filter(line -> line.startsWith(key))
                .mapToInt(line -> Integer.parseInt(line.substring(key.length())))
                .findFirst()
                .orElse(0);
    }
}
