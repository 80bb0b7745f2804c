package io.beton.hypothesis.sentence;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What subjects do, as it stands after "users who". */
final class ConditionPhrase implements Condition.Form<String> {

    @Override
    public String count(Condition.Count count) {
        return count.atLeast() == 1
                ? done(count.selector())
                : done(count.selector()) + " at least " + count.atLeast() + " times";
    }

    @Override
    public String atMost(Condition.AtMost atMost) {
        return switch (atMost.atMost()) {
            case 0 -> "do not " + done(atMost.selector());
            case 1 -> done(atMost.selector()) + " at most once";
            default -> done(atMost.selector()) + " at most " + atMost.atMost() + " times";
        };
    }

    @Override
    public String distinctDays(Distinct.Days days) {
        return done(days.selector()) + " on at least " + ClaimSentence.days(days.atLeast());
    }

    @Override
    public String distinctValues(Distinct.Values values) {
        boolean sessions = values.property().equals(CountedProperty.SESSION);
        boolean one = values.atLeast() == 1;
        return done(values.selector())
                + (sessions
                        ? " in at least " + (one ? "1 session" : values.atLeast() + " sessions")
                        : " with at least " + (one ? "1 value" : values.atLeast() + " different values") + " of `"
                                + values.property() + "`");
    }

    @Override
    public String sequence(Sequence sequence) {
        String steps = sequence.steps().stream().map(ConditionPhrase::done).collect(Collectors.joining(" and then "));
        return sequence.withinHours().isPresent()
                ? steps + ", all within "
                        + (sequence.withinHours().getAsInt() == 1
                                ? "1 hour,"
                                : sequence.withinHours().getAsInt() + " hours,")
                : steps;
    }

    @Override
    public String trend(Trend trend) {
        String events = trend.minEvents() == 1 ? "once" : trend.minEvents() + " times";
        return trend.change() == Trend.Change.RISE
                ? done(trend.selector()) + " at least " + trend.percent() + " % more often in the second half than in"
                        + " the first, and at least " + events + ","
                : done(trend.selector()) + " at least " + trend.percent() + " % less often in the second half than in"
                        + " the first, which had it at least " + events + ",";
    }

    /** What is not done comes last, so that its "not" is not read with what follows. */
    @Override
    public String allOf(Condition.AllOf all) {
        List<Condition> done = all.conditions().stream()
                .sorted(Comparator.comparing(Condition::holdsOfNothing))
                .toList();
        return joined(done, " and ");
    }

    @Override
    public String anyOf(Condition.AnyOf any) {
        return any.conditions().size() == 1
                ? joined(any.conditions(), "")
                : "either " + joined(any.conditions(), " or ");
    }

    @Override
    public String not(Not not) {
        return not.condition() instanceof Condition.Count count && count.atLeast() == 1
                ? "do not " + done(count.selector())
                : "are not among those who " + not.condition().as(this);
    }

    private String joined(List<Condition> conditions, String word) {
        return conditions.stream().map(part -> part.as(this)).collect(Collectors.joining(word));
    }

    private static String done(Selector selector) {
        return EventPhrase.of(selector.event()).base() + FilterPhrase.of(selector);
    }
}
