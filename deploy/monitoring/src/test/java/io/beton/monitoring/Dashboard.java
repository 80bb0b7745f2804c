package io.beton.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One of the dashboards. */
public record Dashboard(String file, JsonNode node) {

    public static List<Dashboard> all() {
        return Files.in(Files.FOLDER.resolve("dashboards"), ".json").stream()
                .map(file -> new Dashboard(file.getFileName().toString(), Files.tree(file)))
                .toList();
    }

    /** What one panel asks. */
    public record Query(String dashboard, String panel, Expression expression) {}

    /** The values that a variable offers. */
    public record Variable(String name, String metric, String label) {}

    public List<Query> queries() {
        return panels().flatMap(panel -> elements(panel, "targets")
                        .map(target -> new Query(
                                file,
                                panel.path("title").asText(),
                                new Expression(target.path("expr").asText()))))
                .toList();
    }

    /** Those that ask Prometheus, as {@code label_values(metric, label)}. */
    public List<Variable> variables() {
        return elements(node.path("templating"), "list")
                .filter(variable -> variable.path("type").asText().equals("query"))
                .map(variable -> {
                    String[] asked = variable.path("query")
                            .path("query")
                            .asText()
                            .replaceAll("^label_values\\(|\\)$", "")
                            .split(", ");
                    return new Variable(variable.path("name").asText(), asked[0], asked[1]);
                })
                .toList();
    }

    Stream<JsonNode> panels() {
        return elements(node, "panels");
    }

    private static Stream<JsonNode> elements(JsonNode node, String member) {
        return StreamSupport.stream(node.path(member).spliterator(), false);
    }
}
