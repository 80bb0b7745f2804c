package io.beton.model.hogql;

import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.PropertyFilter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles property filters to HogQL conditions that are true or false, never null.
 *
 * <p>Missing, null and the empty string are one. Numbers are compared as numbers where the property is one, or text in
 * the form that JSON gives a number; everything else as text.
 *
 * <p>A property is taken out of the JSON by its name as a value, never as {@code properties.name}: that would be cast to
 * whatever type the project defines for it today, keep the JSON's escapes in texts, and allow no percent sign in a name.
 */
final class FilterCompiler {
    private static final String NUMBER = "^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$";
    /** What events already have under a name that a group type could bear, so that the name means no group. */
    private static final Set<String> EVENT_FIELDS = Set.of(
            "uuid",
            "event",
            "properties",
            "timestamp",
            "created_at",
            "distinct_id",
            "elements_chain",
            "person_id",
            "person_mode",
            "person",
            "session",
            "pdi",
            "poe",
            "override",
            "team_id");

    private final QueryBuilder query;

    FilterCompiler(QueryBuilder query) {
        this.query = query;
    }

    String matches(PropertyFilter filter) {
        String text = text(filter);
        String number = "if(match(" + text + ", " + query.value(NUMBER) + "), toFloat(" + text + "), NULL)";
        return switch (filter.op()) {
            case EQ -> holds(equal(text, number, given(filter)));
            case NEQ -> fails(equal(text, number, given(filter)));
            case IN -> holds(oneOf(text, number, filter));
            case NOT_IN -> fails(oneOf(text, number, filter));
            case CONTAINS -> holds(contains(text, filter));
            case NOT_CONTAINS -> fails(contains(text, filter));
            case GT -> holds(number + " > " + number(filter));
            case GTE -> holds(number + " >= " + number(filter));
            case LT -> holds(number + " < " + number(filter));
            case LTE -> holds(number + " <= " + number(filter));
            case IS_SET -> text + " != ''";
            case IS_NOT_SET -> text + " = ''";
        };
    }

    /**
     * The text form of an event's property, empty where it is missing. Sessions have a column of their own, so that to
     * tell them apart no other property is read; a null of the JSON is a word there.
     */
    String text(String property) {
        return property.equals(CountedProperty.SESSION)
                ? "ifNull(nullIf(`$session_id`, " + query.value("null") + "), '')"
                : extracted("properties", property);
    }

    private String text(PropertyFilter filter) {
        return switch (filter.scope()) {
            case EVENT -> text(filter.property());
            case PERSON -> extracted("person.properties", filter.property());
            case GROUP -> extracted(group(filter.groupType().orElseThrow()) + ".properties", filter.property());
        };
    }

    private String extracted(String properties, String name) {
        return "ifNull(JSONExtractString(" + properties + ", " + query.value(name) + "), '')";
    }

    private String equal(String text, String number, Object given) {
        return given instanceof Number
                ? number + " = " + query.value(((Number) given).doubleValue())
                : "(" + text + " != '' AND " + text + " = " + query.value(String.valueOf(given)) + ")";
    }

    private String oneOf(String text, String number, PropertyFilter filter) {
        return ((List<?>) given(filter))
                .stream().map(given -> equal(text, number, given)).collect(Collectors.joining(" OR ", "(", ")"));
    }

    private String contains(String text, PropertyFilter filter) {
        return "(" + text + " != '' AND position(" + text + ", " + query.value(given(filter)) + ") > 0)";
    }

    private String number(PropertyFilter filter) {
        return query.value(((Number) given(filter)).doubleValue());
    }

    private static Object given(PropertyFilter filter) {
        return filter.value().orElseThrow();
    }

    /** Null counts as false, also under its negation. */
    private static String holds(String condition) {
        return "if(" + condition + ", 1, 0) = 1";
    }

    private static String fails(String condition) {
        return "if(" + condition + ", 1, 0) = 0";
    }

    /** PostHog knows a group type by its name on events. */
    private static String group(String type) {
        if (EVENT_FIELDS.contains(type)) {
            throw new NotExpressible("the group type `" + type + "` cannot be read: events have a field of that name");
        }
        return HogQlText.identifier(type);
    }
}
