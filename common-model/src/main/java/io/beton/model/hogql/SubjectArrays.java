package io.beton.model.hogql;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The part of a query that gathers, for each subject, the times of what it did as sorted arrays, in microseconds from the
 * history window's start; of copies of an event the first one counts.
 */
final class SubjectArrays {
    /** PostHog's word for a subject of which it does not know when it was made is a time before this one. */
    private static final long FIRST_TIME = Times.DAY;

    private static final String FIRST_COPY = ", tuple(created_at, timestamp, event)) AS ";

    private final Claim claim;
    private final SubjectColumn subject;
    private final long windowStart;
    private final long windowEnd;
    private final QueryBuilder query;
    private final SelectorCompiler compiler;
    private final List<Selector> selectors;
    private final List<String> properties;

    SubjectArrays(Claim claim, SubjectColumn subject, long windowStart, long windowEnd, QueryBuilder query) {
        this.claim = claim;
        this.subject = subject;
        this.windowStart = windowStart;
        this.windowEnd = windowEnd;
        this.query = query;
        this.compiler = new SelectorCompiler(query);
        this.selectors = claim.selectors();
        LinkedHashSet<String> named = new LinkedHashSet<>();
        claim.counted().forEach(counted -> named.add(counted.property()));
        if (ofSession()) {
            named.add(CountedProperty.SESSION);
        }
        this.properties = List.copyOf(named);
    }

    /** From the last midnight before the history window to its start. */
    long sinceMidnight() {
        return windowStart - Times.day(windowStart) * Times.DAY;
    }

    /** The array of the times of a selector's matches that the condition is asked of. */
    String times(Selector selector) {
        return own() + gathered(selector);
    }

    /** The array of the times and values of a selector's matches that have one. */
    String values(Selector selector, String property) {
        return own() + gathered(selector, property);
    }

    private String own() {
        return ofSession() ? "own_" : "";
    }

    private String gathered(Selector selector) {
        return "s" + selectors.indexOf(selector);
    }

    private String gathered(Selector selector, String property) {
        return gathered(selector) + "_" + properties.indexOf(property);
    }

    /** What is asked of a subject's row beside when its observations begin. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("subject", "outcomes", "active"));
        selectors.forEach(selector -> columns.add(gathered(selector)));
        valued().forEach(counted -> columns.add(gathered(counted.of(), counted.property())));
        return columns;
    }

    /** One row for each subject. */
    String bySubject() {
        List<String> columns = new ArrayList<>();
        columns.add("subject");
        for (Selector selector : selectors) {
            columns.add(array(
                    ofSession() ? "tuple(at, " + session() + ")" : "at",
                    "m" + selectors.indexOf(selector) + " = 1",
                    gathered(selector)));
        }
        for (CountedProperty counted : valued()) {
            String value = "p" + properties.indexOf(counted.property());
            columns.add(array(
                    "tuple(at, " + value + (ofSession() ? ", " + session() : "") + ")",
                    "m" + selectors.indexOf(counted.of()) + " = 1 AND " + value + " != ''",
                    gathered(counted.of(), counted.property())));
        }
        // silence needs no outcomes; an empty array keeps the rest the same
        String reached = claim.outcome()
                .selector()
                .map(outcome -> "m" + selectors.indexOf(outcome))
                .orElse("0");
        columns.add(array("at", reached + " = 1", "outcomes"));
        columns.add(array("at", "used = 1", "active"));
        columns.add("min(made) AS born");
        columns.add(array(
                "tuple(at, id" + (ofSession() ? ", " + session() : "") + ")",
                claim.anchor()
                        .map(anchor -> "m" + selectors.indexOf(anchor) + " = 1")
                        .orElse("used = 1"),
                "anchors"));
        return "SELECT " + String.join(", ", columns) + " FROM (" + events() + ") GROUP BY subject";
    }

    /** One row for each event. */
    private String events() {
        String start = query.time(windowStart);
        List<String> columns = new ArrayList<>();
        columns.add("lower(toString(uuid)) AS id");
        columns.add("argMin(" + subject.id() + FIRST_COPY + "subject");
        columns.add("argMin(dateDiff('microsecond', " + start + ", timestamp)" + FIRST_COPY + "at");
        for (int i = 0; i < selectors.size(); i++) {
            columns.add("argMin(if(" + compiler.matches(selectors.get(i)) + ", 1, 0)" + FIRST_COPY + "m" + i);
        }
        for (int i = 0; i < properties.size(); i++) {
            columns.add("argMin(" + compiler.text(properties.get(i)) + FIRST_COPY + "p" + i);
        }
        columns.add("argMin(if(" + compiler.counted() + ", 1, 0)" + FIRST_COPY + "used");
        columns.add("min(if(" + subject.created() + " >= " + query.time(FIRST_TIME) + ", dateDiff('microsecond', "
                + start + ", " + subject.created() + "), NULL)) AS made");
        return "SELECT " + String.join(", ", columns) + " FROM events WHERE timestamp >= " + start + " AND timestamp < "
                + query.time(windowEnd) + subject.some() + " GROUP BY uuid";
    }

    boolean ofSession() {
        return claim.design() instanceof Design.FirstSession;
    }

    private String session() {
        return "p" + properties.indexOf(CountedProperty.SESSION);
    }

    /** What the condition tells apart; of a session's design the session itself is told otherwise. */
    private List<CountedProperty> valued() {
        return claim.condition().counted().distinct().toList();
    }

    private static String array(String what, String of, String name) {
        return "arraySort(groupArrayIf(" + what + ", " + of + ")) AS " + name;
    }

    /** The arrays of the condition with only what belongs to the session of the anchor. */
    List<String> ofSessionAlone() {
        List<String> columns = new ArrayList<>();
        for (Selector selector : selectors) {
            columns.add("arrayMap(e -> tupleElement(e, 1), arrayFilter(e -> tupleElement(e, 2) = session, "
                    + gathered(selector) + ")) AS " + times(selector));
        }
        for (CountedProperty counted : valued()) {
            columns.add("arrayFilter(e -> tupleElement(e, 3) = session, " + gathered(counted.of(), counted.property())
                    + ") AS " + values(counted.of(), counted.property()));
        }
        return columns;
    }
}
