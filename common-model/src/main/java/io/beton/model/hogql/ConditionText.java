package io.beton.model.hogql;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;
import io.beton.model.match.Times;
import java.util.stream.Collectors;

/** A condition over a window as an expression on the arrays of one subject; true or false, never null. */
final class ConditionText implements Condition.Form<String> {
    private final SubjectArrays arrays;
    private final Span span;

    ConditionText(SubjectArrays arrays, Span span) {
        this.arrays = arrays;
        this.span = span;
    }

    @Override
    public String count(Condition.Count count) {
        return count(count.selector(), span) + " >= " + count.atLeast();
    }

    @Override
    public String atMost(Condition.AtMost atMost) {
        return count(atMost.selector(), span) + " <= " + atMost.atMost();
    }

    @Override
    public String distinctDays(Distinct.Days days) {
        String inside = "arrayFilter(x -> " + span.holds("x") + ", " + arrays.times(days.selector()) + ")";
        return "length(arrayDistinct(arrayMap(x -> intDiv(x + " + arrays.sinceMidnight() + ", " + Times.DAY + "), "
                + inside + "))) >= " + days.atLeast();
    }

    @Override
    public String distinctValues(Distinct.Values values) {
        String inside = "arrayFilter(x -> " + span.holds("tupleElement(x, 1)") + ", "
                + arrays.values(values.selector(), values.property()) + ")";
        return "length(arrayDistinct(arrayMap(x -> tupleElement(x, 2), " + inside + "))) >= " + values.atLeast();
    }

    /** Some first event, some later second event, and so on. */
    @Override
    public String sequence(Sequence sequence) {
        String text = "1 = 1";
        for (int step = sequence.steps().size() - 1; step >= 0; step--) {
            String here = "x" + step;
            String later = step == 0 ? "" : " AND " + here + " > x" + (step - 1);
            String close = step == sequence.steps().size() - 1
                            && sequence.withinHours().isPresent()
                    ? " AND " + here + " - x0 <= " + sequence.withinHours().getAsInt() * Times.HOUR
                    : "";
            text = "arrayExists(" + here + " -> " + span.holds(here) + later + close + " AND " + text + ", "
                    + arrays.times(sequence.steps().get(step)) + ")";
        }
        return text;
    }

    /** The comparison of {@link Trend#holds}. */
    @Override
    public String trend(Trend trend) {
        long half = span.length() / 2;
        String earlier = count(trend.selector(), span.part(0, half));
        String later = count(trend.selector(), span.part(half, half));
        return switch (trend.change()) {
            case RISE ->
                "(" + later + " >= " + trend.minEvents() + " AND 100 * " + later + " >= " + earlier + " * "
                        + (100 + trend.percent()) + ")";
            case DROP ->
                "(" + earlier + " >= " + trend.minEvents() + " AND 100 * " + later + " <= " + earlier + " * "
                        + (100 - trend.percent()) + ")";
        };
    }

    @Override
    public String allOf(Condition.AllOf all) {
        return all.conditions().stream().map(part -> part.as(this)).collect(Collectors.joining(" AND ", "(", ")"));
    }

    @Override
    public String anyOf(Condition.AnyOf any) {
        return any.conditions().stream().map(part -> part.as(this)).collect(Collectors.joining(" OR ", "(", ")"));
    }

    @Override
    public String not(Not not) {
        return "(NOT " + not.condition().as(this) + ")";
    }

    private String count(Selector selector, Span part) {
        return "arrayCount(x -> " + part.holds("x") + ", " + arrays.times(selector) + ")";
    }
}
