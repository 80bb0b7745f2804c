package io.beton.model.hogql;

import io.beton.model.match.Times;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes HogQL: gathers the values that placeholders stand for while expressions are made of them. */
public class QueryBuilder {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Map<Object, String> names = new LinkedHashMap<>();

    /** A builder that writes values into the text, for a query that a person pastes somewhere. */
    public static QueryBuilder inline() {
        return new QueryBuilder() {
            @Override
            public String value(Object value) {
                return HogQlText.literal(value);
            }
        };
    }

    public HogQl named(String name, String text) {
        Map<String, Object> values =
                names.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        return new HogQl(name, text, values);
    }

    /** A placeholder for a value, the same for the same value. */
    public String value(Object value) {
        return "{" + names.computeIfAbsent(value, added -> "v" + names.size()) + "}";
    }

    String values(Collection<String> texts) {
        return texts.stream().map(this::value).collect(Collectors.joining(", "));
    }

    /** A time in microseconds as an expression that no project's time zone can move. */
    public String time(long micros) {
        return "toDateTime64(" + value(TIME.format(Times.instant(micros))) + ", 6, 'UTC')";
    }
}
