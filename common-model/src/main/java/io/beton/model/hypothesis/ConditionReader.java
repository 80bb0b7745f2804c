package io.beton.model.hypothesis;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.InvalidMember;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** Reads a condition: the member that names its form decides. */
final class ConditionReader extends ShapeReader<Condition> {
    private static final List<String> FORMS =
            List.of("count", "distinct", "sequence", "trend", "all_of", "any_of", "not");

    @Override
    Condition read(JsonNode node, DeserializationContext context) throws IOException {
        List<String> named = FORMS.stream().filter(node::has).toList();
        if (named.size() != 1) {
            throw unreadable(node, named);
        }
        return switch (named.get(0)) {
            case "count" -> count(node, context);
            case "distinct" -> distinct(node, context);
            case "sequence" -> sequence(node, context);
            case "trend" -> trend(node, context);
            case "all_of" -> {
                allow(node, "all_of");
                yield new Condition.AllOf(list(node, "all_of", Condition.class, context));
            }
            case "any_of" -> {
                allow(node, "any_of");
                yield new Condition.AnyOf(list(node, "any_of", Condition.class, context));
            }
            default -> {
                allow(node, "not");
                yield new Not(member(node, "not", Condition.class, context));
            }
        };
    }

    private static Condition count(JsonNode node, DeserializationContext context) throws IOException {
        allow(node, "count", "at_least", "at_most");
        InvalidMember.check(
                node.has("at_least") != node.has("at_most"),
                "at_least",
                "a `count` has either `at_least` or `at_most`; join two counts by `all_of`");
        Selector selector = member(node, "count", Selector.class, context);
        return node.has("at_most")
                ? new Condition.AtMost(selector, integer(node, "at_most"))
                : new Condition.Count(selector, integer(node, "at_least"));
    }

    private static Condition distinct(JsonNode node, DeserializationContext context) throws IOException {
        allow(node, "distinct", "of", "at_least");
        Selector selector = member(node, "of", Selector.class, context);
        int atLeast = integer(node, "at_least");
        JsonNode what = node.get("distinct");
        if (what.isObject()) {
            allow(what, "property");
            return new Distinct.Values(selector, what.path("property").asText(), atLeast);
        }
        return switch (what.asText()) {
            case "day" -> new Distinct.Days(selector, atLeast);
            case "session" -> new Distinct.Values(selector, CountedProperty.SESSION, atLeast);
            default ->
                throw new InvalidMember(
                        "distinct", "`distinct` is \"day\", \"session\" or {\"property\": \"a property's name\"}");
        };
    }

    private static Condition sequence(JsonNode node, DeserializationContext context) throws IOException {
        allow(node, "sequence", "within_hours");
        return new Sequence(
                list(node, "sequence", Selector.class, context),
                node.has("within_hours") ? OptionalInt.of(integer(node, "within_hours")) : OptionalInt.empty());
    }

    private static Condition trend(JsonNode node, DeserializationContext context) throws IOException {
        allow(node, "trend", "change", "percent", "min_events");
        return new Trend(
                member(node, "trend", Selector.class, context),
                member(node, "change", Trend.Change.class, context),
                integer(node, "percent"),
                integer(node, "min_events"));
    }

    private static InvalidMember unreadable(JsonNode node, List<String> named) {
        if (named.size() > 1) {
            return new InvalidMember(
                    named.get(1), "a condition has one form, found " + named + "; join them by `all_of`");
        }
        return new InvalidMember(
                node.fieldNames().hasNext() ? node.fieldNames().next() : "condition", "a condition is one of " + FORMS);
    }
}
