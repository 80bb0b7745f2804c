package io.beton.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file and every rendered object is what Kubernetes, or the operator of its kind, takes. */
final class RenderingTest {
    @ParameterizedTest
    @MethodSource("files")
    void eachFileIsOfItsTypes(Path file) {
        List<JsonNode> documents = Manifests.parse(Manifests.read(file));

        assertThat(documents).isNotEmpty();
        assertThat(Manifests.ofKustomize(file) ? Stream.<String>empty() : problems(documents))
                .isEmpty();
    }

    @Test
    void eachRenderedObjectIsOfItsType() {
        Rendering.ALL.forEach((name, objects) -> {
            assertThat(objects).as(name).hasSizeGreaterThan(20);
            assertThat(problems(objects)).as(name).isEmpty();
            assertThat(objects.stream().map(object -> object.path("kind").asText() + " " + Manifests.name(object)))
                    .as("names of %s", name)
                    .doesNotHaveDuplicates();
            assertThat(objects.stream()
                            .filter(object -> !object.path("kind").asText().equals("Namespace"))
                            .map(object -> object.at("/metadata/namespace").asText()))
                    .as("namespaces of %s", name)
                    .containsOnly("beton");
        });
    }

    @Test
    void whatTheReadmesWriteDoesWhatTheySay() {
        List<String> written = Rendering.ALL.keySet().stream()
                .filter(name -> name.startsWith("README"))
                .toList();
        if (Rendering.ALL.isEmpty()) {
            return;
        }
        assertThat(written).containsExactly("README-1", "README-2", "README-3", "README-4");
        assertThat(Stream.of("PodMonitor", "PrometheusRule")
                        .flatMap(kind -> Manifests.ofKind(Rendering.ALL.get("README-4"), kind).stream())
                        .map(object -> object.at("/metadata/labels/release").asText()))
                .containsExactly("NAME", "NAME");
        List<JsonNode> first = Rendering.ALL.get("README-1");
        assertThat(Stream.of("beton.events", "beton.history")
                        .map(topic -> Manifests.named(first, "KafkaTopic", topic)
                                .at("/spec/partitions")
                                .asInt()))
                .containsExactly(12, 12);
        List<JsonNode> wider = Rendering.ALL.get("README-2");
        assertThat(Manifests.ofKind(wider, "ScaledObject"))
                .extracting(scaler -> scaler.at("/spec/maxReplicaCount").asInt())
                .containsExactly(12, 12);
        assertThat(Manifests.named(wider, "Cluster", "beton-postgres")
                        .at("/spec/postgresql/parameters/max_connections")
                        .asText())
                .isEqualTo("410");
        assertThat(Manifests.ofKind(Rendering.ALL.get("README-3"), "Cluster")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a member that is misspelt, at the top, in a pod, and in a kind of an operator
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replica: 2}}",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a},"
                        + " spec: {template: {spec: {containers: [{name: a, readynessProbe: {}}]}}}}",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a},"
                        + " spec: {template: {spec: {containers: [{name: a, securityContext: {runAsNonroot: true}}]}}}}",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, label: {a: b}}, spec: {}}",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, additionalProperties: {a: b}}",
                "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a}, spec: {partition: 4}}",
                "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {nam: a}, spec: {partitions: 4}}",
                "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: a},"
                        + " spec: {scaleTargetRef: {name: a}, maxReplicas: 4, triggers: []}}",
                "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {name: a}, spec: {instance: 3}}",
                "{apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule, metadata: {name: a},"
                        + " spec: {groups: [{name: a, rules: [{alert: A, expression: up}]}]}}",
                // a value of another form
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {PORT: 8081}}",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: \"2\"}}",
                // a kind, or a version of one, that nobody knows
                "{apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: a}}",
                "{apiVersion: kafka.strimzi.io/v1beta1, kind: KafkaTopic, metadata: {name: a}, spec: {}}"
            })
    void whatIsMisspeltIsRefused(String object) {
        assertThat(problems(Manifests.parse(object))).hasSize(1);
    }

    @Test
    void noSecretIsInTheTree() {
        assertThat(Manifests.ofKind(Manifests.documents(), "Secret")).isEmpty();
        Rendering.ALL.forEach((name, objects) ->
                assertThat(Manifests.ofKind(objects, "Secret")).as(name).isEmpty());
    }

    static List<Path> files() {
        return Manifests.files();
    }

    private static Stream<String> problems(List<JsonNode> objects) {
        return objects.stream()
                .filter(Objects::nonNull)
                .map(Strictness::problem)
                .flatMap(Optional::stream);
    }
}
