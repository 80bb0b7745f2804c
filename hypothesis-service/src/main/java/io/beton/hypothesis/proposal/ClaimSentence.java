package io.beton.hypothesis.proposal;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Selector;
import java.util.List;
import java.util.stream.Collectors;

/** Says in English whom a claim is about. */
final class ClaimSentence {
    private ClaimSentence() {}

    static String of(Claim claim) {
        return "Users who " + said(claim.condition()) + " within " + days(claim.withinDays()) + " of "
                + claim.anchor().map(ClaimSentence::said).orElse("being first seen");
    }

    private static String said(Condition condition) {
        if (condition instanceof Condition.Count count) {
            return "do " + said(count.selector()) + " " + times(count.atLeast());
        }
        if (condition instanceof Condition.Sequence sequence) {
            return "do " + sequence.steps().stream().map(ClaimSentence::said).collect(Collectors.joining(", then "));
        }
        if (condition instanceof Condition.AllOf all) {
            return joined(all.conditions(), " and ");
        }
        return joined(((Condition.AnyOf) condition).conditions(), " or ");
    }

    private static String joined(List<Condition> conditions, String word) {
        return conditions.stream().map(ClaimSentence::said).collect(Collectors.joining(word));
    }

    private static String said(Selector selector) {
        return "`" + selector.event() + "`" + (selector.where().isEmpty() ? "" : " (of a certain kind)");
    }

    private static String times(int atLeast) {
        return atLeast == 1 ? "at least once" : "at least " + atLeast + " times";
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
