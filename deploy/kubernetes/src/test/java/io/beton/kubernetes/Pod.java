package io.beton.kubernetes;

import static io.beton.kubernetes.Manifests.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The pods that an object makes. */
record Pod(JsonNode owner) {
    static List<Pod> of(List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> object.at("/spec/template/spec/containers").isArray())
                .map(Pod::new)
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

    /** The number of the port of this name, or that is this number. */
    int port(JsonNode nameOrNumber) {
        return nameOrNumber.isInt()
                ? nameOrNumber.asInt()
                : each(container().path("ports"))
                        .filter(port -> port.path("name").equals(nameOrNumber))
                        .mapToInt(port -> port.path("containerPort").asInt())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(name() + " has no port " + nameOrNumber));
    }

    private boolean meets(JsonNode expression) {
        if (!expression.path("operator").asText().equals("In")) {
            throw new AssertionError("only In is known here: " + expression);
        }
        JsonNode label = labels().path(expression.path("key").asText());
        return each(expression.path("values")).anyMatch(label::equals);
    }
}
