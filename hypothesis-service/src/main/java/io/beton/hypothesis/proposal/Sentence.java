package io.beton.hypothesis.proposal;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Selector;
import java.util.stream.Collectors;

/** Says a claim as one English sentence. */
final class Sentence {
    private Sentence() {}

    static String of(Claim claim) {
        String anchor = claim.anchor().map(Sentence::name).orElse("being first seen");
        return "Users with " + text(claim.condition()) + " within " + days(claim.withinDays()) + " of " + anchor;
    }

    private static String text(Condition condition) {
        if (condition instanceof Condition.Count count) {
            return count.atLeast() == 1
                    ? name(count.selector())
                    : "at least " + count.atLeast() + " " + name(count.selector());
        }
        if (condition instanceof Condition.Sequence sequence) {
            return sequence.steps().stream().map(Sentence::name).collect(Collectors.joining(" then "))
                    + (sequence.withinHours().isPresent()
                            ? " in " + sequence.withinHours().getAsInt() + " hours"
                            : "");
        }
        if (condition instanceof Condition.AllOf all) {
            return all.conditions().stream().map(Sentence::text).collect(Collectors.joining(" and "));
        }
        return ((Condition.AnyOf) condition)
                .conditions().stream().map(Sentence::text).collect(Collectors.joining(" or "));
    }

    private static String name(Selector selector) {
        String where = selector.where().isEmpty() ? "" : " (filtered)";
        return "`" + selector.event() + "`" + where;
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
