package io.beton.model.match;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;
import io.beton.model.match.PlainHistory.PlainEvent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The table of section 3, row by row. */
record SpecifiedConditions(List<PlainEvent> events, List<PlainEvent> all, long from, long to)
        implements Condition.Form<Boolean> {
    private static final long HOUR = 3_600_000_000L;
    private static final long DAY = 24 * HOUR;

    private Stream<PlainEvent> matching(Selector selector) {
        return events.stream().filter(event -> event.matches(selector));
    }

    @Override
    public Boolean count(Condition.Count count) {
        return matching(count.selector()).count() >= count.atLeast();
    }

    @Override
    public Boolean atMost(Condition.AtMost atMost) {
        return matching(atMost.selector()).count() <= atMost.atMost();
    }

    @Override
    public Boolean distinctDays(Distinct.Days days) {
        return matching(days.selector())
                        .map(event -> Math.floorDiv(event.time(), DAY))
                        .distinct()
                        .count()
                >= days.atLeast();
    }

    @Override
    public Boolean distinctValues(Distinct.Values values) {
        return matching(values.selector())
                        .map(event -> event.properties().get(values.property()))
                        .filter(Objects::nonNull)
                        .filter(value -> !value.isEmpty())
                        .distinct()
                        .count()
                >= values.atLeast();
    }

    @Override
    public Boolean sequence(Sequence sequence) {
        return matching(sequence.steps().get(0)).anyMatch(first -> goesOn(sequence, 1, first, first));
    }

    /** Tries every event as the next one of a sequence whose earlier ones are chosen. */
    private boolean goesOn(Sequence sequence, int step, PlainEvent first, PlainEvent last) {
        if (step == sequence.steps().size()) {
            return sequence.withinHours().isEmpty()
                    || last.time() - first.time() <= sequence.withinHours().getAsInt() * HOUR;
        }
        return matching(sequence.steps().get(step))
                .filter(event -> event.time() > last.time())
                .anyMatch(event -> goesOn(sequence, step + 1, first, event));
    }

    @Override
    public Boolean trend(Trend trend) {
        long middle = from + (to - from) / 2;
        long earlier = matching(trend.selector())
                .filter(event -> event.time() < middle)
                .count();
        long later = matching(trend.selector()).count() - earlier;
        return trend.change() == Trend.Change.RISE
                ? later >= trend.minEvents() && 100 * later >= earlier * (100 + trend.percent())
                : earlier >= trend.minEvents() && 100 * later <= earlier * (100 - trend.percent());
    }

    @Override
    public Boolean allOf(Condition.AllOf condition) {
        return condition.conditions().stream().allMatch(part -> Specification.holds(part, all, from, to));
    }

    @Override
    public Boolean anyOf(Condition.AnyOf condition) {
        return condition.conditions().stream().anyMatch(part -> Specification.holds(part, all, from, to));
    }

    @Override
    public Boolean not(Not condition) {
        return !Specification.holds(condition.condition(), all, from, to);
    }
}
