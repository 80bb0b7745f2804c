package io.beton.model.hypothesis;

import static io.beton.model.InvalidMember.check;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.InvalidMember;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One test on a property of an event, its person or one of its groups.
 *
 * @param value a string, number or boolean, or a list of these for {@code in} and {@code not_in}; nothing for
 *     {@code is_set} and {@code is_not_set}
 */
public record PropertyFilter(
        Scope scope, Optional<String> groupType, String property, Operator op, Optional<Object> value) {

    @JsonCreator
    public PropertyFilter {
        InvalidMember.require(scope, "scope");
        InvalidMember.requireText(property, "property");
        InvalidMember.require(op, "op");
        groupType = groupType == null ? Optional.empty() : groupType;
        value = value == null ? Optional.empty() : value.map(PropertyFilter::plain);
        check(
                groupType.isPresent() == (scope == Scope.GROUP),
                "group_type",
                "`group_type` belongs to filters of scope `group`, and only to them");
        op.check(value);
    }

    private static Object plain(Object value) {
        if (value instanceof List<?> list) {
            check(!list.isEmpty(), "value", "`value` is an empty list; give at least one value");
            return list.stream().map(PropertyFilter::scalar).toList();
        }
        return scalar(value);
    }

    private static Object scalar(Object value) {
        check(
                value instanceof String || value instanceof Number || value instanceof Boolean,
                "value",
                "`value` must be a string, a number or a boolean, or a list of these");
        return value;
    }

    public enum Scope {
        @JsonProperty("event")
        EVENT,
        @JsonProperty("person")
        PERSON,
        @JsonProperty("group")
        GROUP
    }

    public enum Operator {
        @JsonProperty("eq")
        EQ(Takes.SCALAR),
        @JsonProperty("neq")
        NEQ(Takes.SCALAR),
        @JsonProperty("in")
        IN(Takes.LIST),
        @JsonProperty("not_in")
        NOT_IN(Takes.LIST),
        @JsonProperty("contains")
        CONTAINS(Takes.TEXT),
        @JsonProperty("not_contains")
        NOT_CONTAINS(Takes.TEXT),
        @JsonProperty("gt")
        GT(Takes.NUMBER),
        @JsonProperty("gte")
        GTE(Takes.NUMBER),
        @JsonProperty("lt")
        LT(Takes.NUMBER),
        @JsonProperty("lte")
        LTE(Takes.NUMBER),
        @JsonProperty("is_set")
        IS_SET(Takes.NOTHING),
        @JsonProperty("is_not_set")
        IS_NOT_SET(Takes.NOTHING);

        private final Takes takes;

        Operator(Takes takes) {
            this.takes = takes;
        }

        private void check(Optional<Object> value) {
            InvalidMember.check(
                    takes.accepts(value),
                    "value",
                    "`value` of `" + name().toLowerCase(Locale.ROOT) + "` must be " + takes.said);
        }
    }

    private enum Takes {
        NOTHING("left out"),
        SCALAR("a string, a number or a boolean"),
        TEXT("a string"),
        NUMBER("a number"),
        LIST("a list");

        private final String said;

        Takes(String said) {
            this.said = said;
        }

        private boolean accepts(Optional<Object> value) {
            return switch (this) {
                case NOTHING -> value.isEmpty();
                case SCALAR -> value.isPresent() && !(value.get() instanceof List);
                case TEXT -> value.isPresent() && value.get() instanceof String;
                case NUMBER -> value.isPresent() && value.get() instanceof Number;
                case LIST -> value.isPresent() && value.get() instanceof List;
            };
        }
    }
}
