package io.beton.model.hogql;

import io.beton.model.hypothesis.CountedEvents;
import io.beton.model.hypothesis.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles selectors to HogQL conditions on {@code events}. */
public final class SelectorCompiler {
    /** Selectors that fit into one number that JSON carries exactly. */
    public static final int MASK_BITS = 32;

    private final QueryBuilder query;
    private final FilterCompiler filters;

    public SelectorCompiler(QueryBuilder query) {
        this.query = query;
        this.filters = new FilterCompiler(query);
    }

    /** Any event that is use of the product. */
    public String counted() {
        return "event NOT IN (" + query.values(CountedEvents.BOOKKEEPING) + ")";
    }

    public String matches(Selector selector) {
        String event = selector.anyCounted() ? counted() : "event = " + query.value(selector.event());
        return Stream.concat(Stream.of(event), selector.where().stream().map(filters::matches))
                .collect(Collectors.joining(" AND ", "(", ")"));
    }

    /**
     * True for the events that one of the selectors matches. The names come first, by which PostHog finds the rows;
     * filters are repeated only where no selector takes the name whole.
     */
    public String matchesAny(Collection<Selector> selectors) {
        List<Selector> whole = selectors.stream()
                .filter(selector -> selector.where().isEmpty())
                .toList();
        Set<String> names = whole.stream().map(Selector::event).collect(Collectors.toSet());
        List<Selector> filtered = selectors.stream()
                .filter(selector -> !selector.where().isEmpty() && !names.contains(selector.event()))
                .toList();
        if (filtered.isEmpty()) {
            return names(whole);
        }
        String any = Stream.concat(
                        whole.isEmpty() ? Stream.empty() : Stream.of(names(whole)),
                        filtered.stream().map(this::matches))
                .collect(Collectors.joining(" OR ", "(", ")"));
        return names(selectors) + " AND " + any;
    }

    /**
     * The 64-bit hash of the text form of a property, as digits, of the events that one of the selectors matches; empty
     * where the property is missing.
     */
    public String hash(String property, Collection<Selector> selectors) {
        String text = filters.text(property);
        String asked = selectors.stream().map(this::matches).collect(Collectors.joining(" OR ", "(", ")"));
        return "if(" + asked + " AND " + text + " != '', toString(cityHash64(" + text + ")), '')";
    }

    /** The same of the first counted event of a group of rows. */
    public String hashOfFirst(String property) {
        String first = "argMin(" + filters.text(property) + ", tuple(timestamp, lower(toString(uuid))))";
        return "if(" + first + " = '', '', toString(cityHash64(" + first + ")))";
    }

    /** The text form of a property, empty where it is missing. */
    String text(String property) {
        return filters.text(property);
    }

    private String names(Collection<Selector> selectors) {
        if (selectors.stream().anyMatch(Selector::anyCounted)) {
            List<String> bookkeeping = selectors.stream()
                    .map(Selector::event)
                    .filter(CountedEvents.BOOKKEEPING::contains)
                    .distinct()
                    .toList();
            return bookkeeping.isEmpty()
                    ? counted()
                    : "(" + counted() + " OR event IN (" + query.values(bookkeeping) + "))";
        }
        return "event IN ("
                + query.values(
                        selectors.stream().map(Selector::event).distinct().toList()) + ")";
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
}
