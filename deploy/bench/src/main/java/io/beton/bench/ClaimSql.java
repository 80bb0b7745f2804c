package io.beton.bench;

import io.beton.model.backtest.Counts;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;
import io.beton.model.match.Times;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A claim of the bench as a query for DuckDB, by its definition: each condition is asked of a window {@code [w.f, w.t)}. */
final class ClaimSql implements Condition.Form<String> {
    private final boolean session;

    private ClaimSql(boolean session) {
        this.session = session;
    }

    static Counts counts(DuckDb duck, Claim claim) throws SQLException {
        boolean session = claim.design() instanceof Design.FirstSession;
        String holds = claim.condition().as(new ClaimSql(session));
        if (!(claim.design() instanceof Design.Rolling rolling)) {
            return duck.anchored(claim.design().evidenceDays() * Times.DAY, holds);
        }
        long lookback = rolling.lookbackDays() * Times.DAY;
        String windows = claim.condition().deferred()
                ? "SELECT person, day, day * " + Times.DAY + " - " + lookback + " AS f, day * " + Times.DAY
                        + " AS t FROM population"
                : "SELECT person, ts // " + Times.DAY + " + 1 AS day, ts - " + lookback
                        + " + 1 AS f, ts + 1 AS t FROM events WHERE "
                        + claim.condition()
                                .selectors()
                                .map(selector -> is("", selector))
                                .collect(Collectors.joining(" OR "));
        return duck.rolling(
                rolling.lookbackDays(), "SELECT DISTINCT person, day FROM (" + windows + ") w WHERE " + holds);
    }

    @Override
    public String count(Condition.Count count) {
        return number("count(*)", count.selector(), "w.f", "w.t") + " >= " + count.atLeast();
    }

    @Override
    public String atMost(Condition.AtMost atMost) {
        return number("count(*)", atMost.selector(), "w.f", "w.t") + " <= " + atMost.atMost();
    }

    @Override
    public String distinctDays(Distinct.Days days) {
        return number("count(DISTINCT e.ts // " + Times.DAY + ")", days.selector(), "w.f", "w.t") + " >= "
                + days.atLeast();
    }

    @Override
    public String distinctValues(Distinct.Values values) {
        throw new IllegalStateException("[bench] this world has no values to tell apart");
    }

    @Override
    public String sequence(Sequence sequence) {
        List<Selector> steps = sequence.steps();
        int last = steps.size() - 1;
        String tables =
                IntStream.rangeClosed(0, last).mapToObj(i -> "events e" + i).collect(Collectors.joining(", "));
        String chained = IntStream.rangeClosed(0, last)
                .mapToObj(
                        i -> event("e" + i, steps.get(i)) + (i == 0 ? "" : " AND e" + i + ".ts > e" + (i - 1) + ".ts"))
                .collect(Collectors.joining(" AND "));
        String near = sequence.withinHours().isPresent()
                ? " AND e" + last + ".ts - e0.ts <= " + sequence.withinHours().getAsInt() * Times.HOUR
                : "";
        return "EXISTS (SELECT 1 FROM " + tables + " WHERE " + chained + " AND e0.ts >= w.f AND e" + last + ".ts < w.t"
                + near + ")";
    }

    @Override
    public String trend(Trend trend) {
        String middle = "(w.f + w.t) // 2";
        String earlier = number("count(*)", trend.selector(), "w.f", middle);
        String later = number("count(*)", trend.selector(), middle, "w.t");
        return trend.change() == Trend.Change.RISE
                ? "(" + later + " >= " + trend.minEvents() + " AND 100 * " + later + " >= " + earlier + " * "
                        + (100 + trend.percent()) + ")"
                : "(" + earlier + " >= " + trend.minEvents() + " AND 100 * " + later + " <= " + earlier + " * "
                        + (100 - trend.percent()) + ")";
    }

    @Override
    public String allOf(Condition.AllOf all) {
        return joined(all.conditions(), " AND ");
    }

    @Override
    public String anyOf(Condition.AnyOf any) {
        return joined(any.conditions(), " OR ");
    }

    @Override
    public String not(Not not) {
        return "NOT (" + not.condition().as(this) + ")";
    }

    private String joined(List<Condition> conditions, String word) {
        return conditions.stream().map(part -> part.as(this)).collect(Collectors.joining(word, "(", ")"));
    }

    private String number(String what, Selector selector, String from, String to) {
        return "(SELECT " + what + " FROM events e WHERE " + event("e", selector) + " AND e.ts >= " + from
                + " AND e.ts < " + to + ")";
    }

    private String event(String alias, Selector selector) {
        String own = alias + ".person = w.person AND " + is(alias + ".", selector);
        return session
                ? own + " AND " + alias + ".ts // " + SearchWorld.SESSION + " = w.f // " + SearchWorld.SESSION
                : own;
    }

    private static String is(String of, Selector selector) {
        String named = of + "event = " + selector.event().substring("event_".length());
        return selector.where().isEmpty()
                ? named
                : "(" + named + " AND (" + of + "ts // " + SearchWorld.MILLISECOND + ") % " + SearchWorld.PLANS + " = "
                        + selector.where()
                                .get(0)
                                .value()
                                .orElseThrow()
                                .toString()
                                .substring("plan ".length()) + ")";
    }
}
