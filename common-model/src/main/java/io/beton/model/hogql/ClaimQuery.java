package io.beton.model.hogql;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A claim as one query whose one row is {@code tp, fp, fn, tn}, the full-window counts of its backtest, so that anybody
 * can check them inside PostHog. Values stand in the text. Times are microseconds, as numbers from the history window's
 * start.
 *
 * <p>From the inside out: a row for each event, for each subject, for each observation, for each that is counted, one.
 */
public final class ClaimQuery {
    private static final long EARLIER_REACH = 365 * Times.DAY;

    private final Claim claim;
    private final SubjectColumn subject;
    private final long windowStart;
    private final long length;
    private final long horizon;
    private final QueryBuilder query = QueryBuilder.inline();
    private final SubjectArrays arrays;

    private ClaimQuery(Claim claim, SubjectColumn subject, long windowStart, long asOf) {
        this.claim = claim;
        this.subject = subject;
        this.windowStart = windowStart;
        this.length = asOf - windowStart;
        this.horizon = claim.outcome().horizonDays() * Times.DAY;
        this.arrays = new SubjectArrays(claim, subject, windowStart, asOf, query);
    }

    /** What cannot be asked in one query is {@link NotExpressible}. */
    public static String of(Claim claim, SubjectColumn subject, long windowStart, long asOf) {
        return new ClaimQuery(claim, subject, windowStart, asOf).text();
    }

    /** {@code fn} is a word of the language, so it stands in quotes. */
    private String text() {
        String asked = claim.design() instanceof Design.Rolling rolling ? rolling(rolling) : anchored();
        return "SELECT countIf(fired = 1 AND positive = 1) AS tp, countIf(fired = 1 AND positive = 0) AS fp,"
                + " countIf(fired = 0 AND positive = 1) AS `fn`, countIf(fired = 0 AND positive = 0) AS tn FROM ("
                + asked
                + ")";
    }

    private String anchored() {
        long within = claim.design().evidenceDays() * Times.DAY;
        List<String> columns = new ArrayList<>(arrays.columns());
        columns.add("tupleElement(anchors[1], 1) AS begins");
        columns.add("begins + " + within + " AS landmark");
        String begun = "length(anchors) > 0";
        if (claim.anchoredAtFirstSeen()) {
            begun += " AND ifNull(born, -1) >= 0";
        }
        String observations;
        if (arrays.ofSession()) {
            columns.add("tupleElement(anchors[1], 3) AS session");
            String withSession =
                    "SELECT " + String.join(", ", columns) + " FROM (" + arrays.bySubject() + ") WHERE " + begun;
            List<String> own = new ArrayList<>(List.of("subject", "outcomes", "active", "begins", "landmark"));
            own.addAll(arrays.ofSessionAlone());
            observations = "SELECT " + String.join(", ", own) + " FROM (" + withSession + ") WHERE session != ''";
        } else {
            observations = "SELECT " + String.join(", ", columns) + " FROM (" + arrays.bySubject() + ") WHERE " + begun;
        }
        return counted(
                observations, claim.condition().as(new ConditionText(arrays, new Span("begins", within))), "1 = 1");
    }

    private String rolling(Design.Rolling design) {
        long every = design.everyDays() * Times.DAY;
        long lookback = design.lookbackDays() * Times.DAY;
        long first = -Math.floorDiv(-(windowStart + every + lookback), every) * every;
        List<String> landmarks = LongStream.iterate(first, at -> at <= windowStart + length, at -> at + every)
                .mapToObj(at -> String.valueOf(at - windowStart))
                .toList();
        List<String> columns = new ArrayList<>(arrays.columns());
        columns.add("arrayJoin(" + (landmarks.isEmpty() ? "range(0)" : landmarks) + ") AS landmark");
        String observations = "SELECT " + String.join(", ", columns) + " FROM (" + arrays.bySubject() + ")";
        String population = exists("active", new Span("landmark - " + lookback, lookback));
        return counted(
                observations, claim.condition().deferred() ? deferred(lookback) : eager(every, lookback), population);
    }

    private String deferred(long lookback) {
        return claim.condition().as(new ConditionText(arrays, new Span("landmark - " + lookback, lookback)));
    }

    /** At some matched event since the landmark before, the condition is true over the time that ends with it. */
    private String eager(long every, long lookback) {
        String holds = claim.condition().as(new ConditionText(arrays, new Span("t - " + (lookback - 1), lookback)));
        String since = new Span("landmark - " + every, every).holds("t");
        return claim.condition()
                .selectors()
                .distinct()
                .map(selector -> "arrayExists(t -> " + since + " AND " + holds + ", " + arrays.times(selector) + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** A row for each observation that is neither immature nor already converted. */
    private String counted(String observations, String fired, String population) {
        String reached =
                exists(claim.outcome().selector().isPresent() ? "outcomes" : "active", new Span("landmark", horizon));
        String positive = claim.outcome().selector().isPresent() ? reached : "NOT " + reached;
        return "SELECT if(" + fired + ", 1, 0) AS fired, if(" + positive + ", 1, 0) AS positive FROM (" + observations
                + ") WHERE " + population + " AND landmark + " + horizon + " <= " + length
                + (claim.outcome().once() ? notConverted() : "");
    }

    private String notConverted() {
        SelectorCompiler compiler = new SelectorCompiler(query);
        return " AND NOT arrayExists(o -> o < landmark, outcomes) AND subject NOT IN (SELECT " + subject.id()
                + " FROM events WHERE timestamp >= " + query.time(windowStart - EARLIER_REACH) + " AND timestamp < "
                + query.time(windowStart) + " AND "
                + compiler.matches(claim.outcome().selector().orElseThrow()) + subject.some() + ")";
    }

    private static String exists(String array, Span span) {
        return "arrayExists(e -> " + span.holds("e") + ", " + array + ")";
    }
}
