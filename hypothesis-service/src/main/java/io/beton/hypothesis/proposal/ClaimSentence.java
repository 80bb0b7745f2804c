package io.beton.hypothesis.proposal;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;
import java.util.List;
import java.util.stream.Collectors;

/** Says in English whom a claim is about. */
final class ClaimSentence {
    private ClaimSentence() {}

    static String of(Claim claim) {
        return "Users who " + claim.condition().as(new Words()) + " " + when(claim);
    }

    private static String when(Claim claim) {
        String anchor = claim.anchor().map(ClaimSentence::said).orElse("being first seen");
        if (claim.design() instanceof Design.Rolling rolling) {
            return "within the last " + days(rolling.lookbackDays());
        }
        return claim.design() instanceof Design.FirstSession
                ? "in the session of " + anchor
                : "within " + days(claim.design().evidenceDays()) + " of " + anchor;
    }

    private static String said(Selector selector) {
        return "`" + selector.event() + "`" + (selector.where().isEmpty() ? "" : " (of a certain kind)");
    }

    private static String times(String bound, int times) {
        return times == 1 && bound.equals("at least") ? "at least once" : bound + " " + times + " times";
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private static final class Words implements Condition.Form<String> {
        @Override
        public String count(Condition.Count count) {
            return "do " + said(count.selector()) + " " + times("at least", count.atLeast());
        }

        @Override
        public String atMost(Condition.AtMost atMost) {
            return "do " + said(atMost.selector()) + " " + times("at most", atMost.atMost());
        }

        @Override
        public String distinctDays(Distinct.Days days) {
            return "do " + said(days.selector()) + " on at least " + days(days.atLeast());
        }

        @Override
        public String distinctValues(Distinct.Values values) {
            return "do " + said(values.selector()) + " with at least " + values.atLeast() + " different "
                    + (values.property().equals(CountedProperty.SESSION) ? "sessions" : "`" + values.property() + "`");
        }

        @Override
        public String sequence(Sequence sequence) {
            return "do " + sequence.steps().stream().map(ClaimSentence::said).collect(Collectors.joining(", then "));
        }

        @Override
        public String trend(Trend trend) {
            String direction = trend.change() == Trend.Change.RISE ? "more" : "less";
            return "do " + said(trend.selector()) + " " + trend.percent() + " % " + direction
                    + " in the later half than in the earlier";
        }

        @Override
        public String allOf(Condition.AllOf all) {
            return joined(all.conditions(), " and ");
        }

        @Override
        public String anyOf(Condition.AnyOf any) {
            return joined(any.conditions(), " or ");
        }

        @Override
        public String not(Not not) {
            return "do not " + not.condition().as(this);
        }

        private String joined(List<Condition> conditions, String word) {
            return conditions.stream().map(part -> part.as(this)).collect(Collectors.joining(word));
        }
    }
}
