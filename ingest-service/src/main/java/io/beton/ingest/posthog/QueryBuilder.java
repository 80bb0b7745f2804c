package io.beton.ingest.posthog;

import io.beton.model.hypothesis.CountedEvents;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.Times;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes HogQL: gathers the values that placeholders stand for while expressions are made of them. */
public final class QueryBuilder {
    /** Selectors that fit into one number that JSON carries exactly. */
    public static final int MASK_BITS = 32;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final Map<String, Object> values = new HashMap<>();

    public HogQl named(String name, String text) {
        return new HogQl(name, text, values);
    }

    /** A placeholder for a value. */
    public String value(Object value) {
        String name = "v" + values.size();
        values.put(name, value);
        return "{" + name + "}";
    }

    /** A time in microseconds as an expression that no project's time zone can move. */
    public String time(long micros) {
        return "toDateTime64(" + value(TIME.format(Times.instant(micros))) + ", 6, 'UTC')";
    }

    public String counted() {
        return "event NOT IN (" + values(CountedEvents.BOOKKEEPING) + ")";
    }

    /** True for every event that one of the selectors could match; narrows the read by the sort key. */
    public String anyEventOf(Collection<Selector> selectors) {
        if (selectors.stream().anyMatch(Selector::anyCounted)) {
            return counted();
        }
        return "event IN ("
                + values(selectors.stream().map(Selector::event).distinct().toList()) + ")";
    }

    /** Columns of bits, {@link #MASK_BITS} selectors each: bit i is 1 where the i-th selector matches. */
    public String masks(List<Selector> selectors) {
        List<String> columns = new ArrayList<>();
        for (int from = 0; from < selectors.size(); from += MASK_BITS) {
            List<String> bits = new ArrayList<>();
            for (int i = from; i < Math.min(from + MASK_BITS, selectors.size()); i++) {
                bits.add("if(" + matches(selectors.get(i)) + ", " + (1L << (i - from)) + ", 0)");
            }
            columns.add(String.join(" + ", bits) + " AS mask_" + columns.size());
        }
        return String.join(", ", columns);
    }

    /** The selector as a condition on {@code events}. */
    public String matches(Selector selector) {
        String event = selector.anyCounted() ? counted() : "event = " + value(selector.event());
        return selector.where().stream().map(this::matches).reduce("(" + event, (all, filter) -> all + " AND " + filter)
                + ")";
    }

    private String matches(PropertyFilter filter) {
        String property = property(filter);
        String text = "ifNull(toString(" + property + "), '')";
        String number = "toFloat(" + text + ")";
        return switch (filter.op()) {
            case EQ -> truth(equal(text, number, filter.value().get()));
            case NEQ -> not(equal(text, number, filter.value().get()));
            case IN -> truth(oneOf(text, number, filter));
            case NOT_IN -> not(oneOf(text, number, filter));
            case CONTAINS -> truth(contains(text, filter));
            case NOT_CONTAINS -> not(contains(text, filter));
            case GT -> truth(number + " > " + value(filter.value().get()));
            case GTE -> truth(number + " >= " + value(filter.value().get()));
            case LT -> truth(number + " < " + value(filter.value().get()));
            case LTE -> truth(number + " <= " + value(filter.value().get()));
            case IS_SET -> text + " != ''";
            case IS_NOT_SET -> text + " = ''";
        };
    }

    private String equal(String text, String number, Object given) {
        if (given instanceof Number) {
            return "(" + number + " = " + value(given) + " OR " + text + " = " + value(plain((Number) given)) + ")";
        }
        return "(" + text + " != '' AND " + text + " = " + value(String.valueOf(given)) + ")";
    }

    private String oneOf(String text, String number, PropertyFilter filter) {
        return ((List<?>) filter.value().get())
                .stream().map(given -> equal(text, number, given)).collect(Collectors.joining(" OR ", "(", ")"));
    }

    private String contains(String text, PropertyFilter filter) {
        return "(" + text + " != '' AND position(" + text + ", "
                + value(filter.value().get()) + ") > 0)";
    }

    /** Null counts as false, also under {@code NOT}. */
    private static String truth(String condition) {
        return "if(" + condition + ", 1, 0) = 1";
    }

    private static String not(String condition) {
        return "if(" + condition + ", 1, 0) = 0";
    }

    private static String property(PropertyFilter filter) {
        return switch (filter.scope()) {
            case EVENT -> "properties." + identifier(filter.property());
            case PERSON -> "person.properties." + identifier(filter.property());
            case GROUP ->
                throw new SourceFailure(SourceFailure.Kind.REFUSED, "filters on group properties cannot be read yet");
        };
    }

    /** The one function that quotes a name. */
    static String identifier(String name) {
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
    }

    private static String plain(Number number) {
        double value = number.doubleValue();
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(number);
    }

    private String values(Collection<String> texts) {
        return texts.stream().map(this::value).collect(Collectors.joining(", "));
    }
}
