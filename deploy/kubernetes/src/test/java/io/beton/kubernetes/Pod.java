package io.beton.kubernetes;

import static io.beton.kubernetes.Manifests.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** The pods that an object makes, or that an operator makes of it. */
record Pod(JsonNode owner) {
    static List<Pod> of(List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> object.at("/spec/template/spec/containers").isArray())
                .map(Pod::new)
                .toList();
    }

    /** By the labels that Strimzi and CloudNativePG give them, and with the ports that those listen at. */
    static List<Pod> ofOperators(List<JsonNode> objects) {
        Stream<String> brokers = Manifests.ofKind(objects, "Kafka").stream()
                .map(kafka -> "{metadata: {name: kafka}, spec: {template: {metadata: {labels: {strimzi.io/cluster: "
                        + Manifests.name(kafka) + ", strimzi.io/kind: Kafka}}, spec: {containers: [{ports: ["
                        + "{containerPort: 9090}, {containerPort: 9091}, {containerPort: 9093}]}]}}}}");
        Stream<String> databases = Manifests.ofKind(objects, "Cluster").stream()
                .map(cluster -> "{metadata: {name: postgres}, spec: {template: {metadata: {labels: {cnpg.io/cluster: "
                        + Manifests.name(cluster) + "}}, spec: {containers: [{ports: ["
                        + "{containerPort: 5432}, {containerPort: 8000}, {containerPort: 9187}]}]}}}}");
        return Stream.concat(brokers, databases)
                .map(pod -> new Pod(Manifests.parse(pod).get(0)))
                .toList();
    }

    String name() {
        return Manifests.name(owner);
    }

    JsonNode spec() {
        return owner.at("/spec/template/spec");
    }

    JsonNode container() {
        return spec().at("/containers/0");
    }

    JsonNode labels() {
        return owner.at("/spec/template/metadata/labels");
    }

    /** Whether it has every one of these labels. */
    boolean has(JsonNode wanted) {
        return wanted.properties().stream()
                .allMatch(label -> labels().path(label.getKey()).equals(label.getValue()));
    }

    /** As a label selector has it: every label, and every expression. */
    boolean isSelectedBy(JsonNode selector) {
        return has(selector.path("matchLabels"))
                && each(selector.path("matchExpressions")).allMatch(this::meets);
    }

    boolean listensAt(int port) {
        return each(container().path("ports"))
                .anyMatch(own -> own.path("containerPort").asInt() == port);
    }

    private boolean meets(JsonNode expression) {
        if (!expression.path("operator").asText().equals("In")) {
            throw new AssertionError("only In is known here: " + expression);
        }
        JsonNode label = labels().path(expression.path("key").asText());
        return each(expression.path("values")).anyMatch(label::equals);
    }
}
