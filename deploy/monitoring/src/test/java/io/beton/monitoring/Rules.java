package io.beton.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The rules of {@code beton.rules.yml}. */
public record Rules(List<Rule> all) {

    public static Rules read() {
        return new Rules(StreamSupport.stream(
                        Files.tree(Files.FOLDER.resolve("beton.rules.yml"))
                                .path("groups")
                                .spliterator(),
                        false)
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
                .map(Rule::new)
                .toList());
    }

    List<Rule> alerts() {
        return all.stream().filter(rule -> rule.alert().isPresent()).toList();
    }

    /** The names of the series that rules make. */
    public List<String> recorded() {
        return all.stream().flatMap(rule -> rule.recorded().stream()).toList();
    }

    public record Rule(JsonNode node) {
        public Expression expression() {
            return new Expression(node.path("expr").asText());
        }

        public Optional<String> recorded() {
            return Optional.ofNullable(node.get("record")).map(JsonNode::asText);
        }

        public Optional<String> alert() {
            return Optional.ofNullable(node.get("alert")).map(JsonNode::asText);
        }

        String annotation(String name) {
            return node.path("annotations").path(name).asText();
        }
    }
}
