package io.beton.hypothesis.sentence;

import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an event, or who does it, must be like, in words that follow it; empty where nothing is asked. */
final class FilterPhrase {
    private FilterPhrase() {}

    static String of(Selector selector) {
        return Stream.of(Scope.EVENT, Scope.PERSON, Scope.GROUP)
                .map(scope -> of(
                        scope,
                        selector.where().stream()
                                .filter(filter -> filter.scope() == scope)
                                .toList()))
                .collect(Collectors.joining());
    }

    private static String of(Scope scope, List<PropertyFilter> filters) {
        if (filters.isEmpty()) {
            return "";
        }
        String all = filters.stream().map(FilterPhrase::words).collect(Collectors.joining(" and "));
        return switch (scope) {
            case EVENT -> " with " + all;
            case PERSON -> " while their " + all;
            case GROUP -> " while their " + filters.get(0).groupType().orElse("group") + "'s " + all;
        };
    }

    private static String words(PropertyFilter filter) {
        String name = "`" + filter.property() + "`";
        String value = filter.value().map(FilterPhrase::said).orElse("");
        boolean event = filter.scope() == Scope.EVENT;
        String is = event ? name + " " : name + " is ";
        return switch (filter.op()) {
            case EQ -> is + value;
            case NEQ -> is + "not " + value;
            case IN -> is + "one of " + value;
            case NOT_IN -> is + "none of " + value;
            case CONTAINS -> name + (event ? " containing " : " contains ") + value;
            case NOT_CONTAINS -> name + (event ? " not containing " : " does not contain ") + value;
            case GT -> is + "above " + value;
            case GTE -> is + "at least " + value;
            case LT -> is + "below " + value;
            case LTE -> is + "at most " + value;
            case IS_SET -> is + "known";
            case IS_NOT_SET -> is + "unknown";
        };
    }

    private static String said(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(FilterPhrase::said).collect(Collectors.joining(", "));
        }
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }
}
