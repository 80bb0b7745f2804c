package io.beton.model.hypothesis;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.InvalidMember;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** Reads a condition: the member that names its form decides. */
final class ConditionReader extends ShapeReader<Condition> {
    private static final List<String> FORMS = List.of("count", "sequence", "all_of", "any_of");
    private static final List<String> NOT_YET = List.of("distinct", "trend", "not");

    @Override
    Condition read(JsonNode node, DeserializationContext context) throws IOException {
        List<String> named = FORMS.stream().filter(node::has).toList();
        if (named.size() != 1) {
            throw unreadable(node, named);
        }
        return switch (named.get(0)) {
            case "count" -> count(node, context);
            case "sequence" -> sequence(node, context);
            case "all_of" -> {
                allow(node, "all_of");
                yield new Condition.AllOf(list(node, "all_of", Condition.class, context));
            }
            default -> {
                allow(node, "any_of");
                yield new Condition.AnyOf(list(node, "any_of", Condition.class, context));
            }
        };
    }

    private static Condition count(JsonNode node, DeserializationContext context) throws IOException {
        if (node.has("at_most")) {
            throw new InvalidMember("at_most", "`at_most` cannot be tested yet; use `at_least`");
        }
        allow(node, "count", "at_least");
        return new Condition.Count(member(node, "count", Selector.class, context), integer(node, "at_least"));
    }

    private static Condition sequence(JsonNode node, DeserializationContext context) throws IOException {
        allow(node, "sequence", "within_hours");
        return new Condition.Sequence(
                list(node, "sequence", Selector.class, context),
                node.has("within_hours") ? OptionalInt.of(integer(node, "within_hours")) : OptionalInt.empty());
    }

    private static InvalidMember unreadable(JsonNode node, List<String> named) {
        if (named.size() > 1) {
            return new InvalidMember(
                    named.get(1), "a condition has one form, found " + named + "; join them by `all_of`");
        }
        return NOT_YET.stream()
                .filter(node::has)
                .findFirst()
                .map(form -> new InvalidMember(form, "`" + form + "` cannot be tested yet; use one of " + FORMS))
                .orElseGet(() -> new InvalidMember(
                        node.fieldNames().hasNext() ? node.fieldNames().next() : "condition",
                        "a condition is one of " + FORMS));
    }
}
