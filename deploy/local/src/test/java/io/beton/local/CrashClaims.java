package io.beton.local;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is live while processes die: a claim of each kind that fires at an event, and one that waits for a landmark. */
final class CrashClaims {
    static final Selector SIGNED_UP = Selector.of("signed_up");
    static final Selector TRIAL_STARTED = Selector.of("trial_started");
    static final Selector LESSON_DONE = Selector.of("lesson_done");
    static final Selector PAGE_SEEN = Selector.of("page_seen");
    static final Selector INVITE_SENT = Selector.of("invite_sent");
    static final Selector REPORT_MADE = Selector.of("report_made");
    static final Selector REPORT_SHARED = Selector.of("report_shared");
    static final Selector PLAN_CHANGED = Selector.of("plan_changed");
    static final String PLAN = "plan";
    static final String PRO = "pro";
    static final String PAGE = "page";
    /** How long after its start a trial is over. */
    static final int TRIAL_DAYS = 1;
    /** Nobody's window is over before everything of it has come. */
    private static final int WITHIN_DAYS = 4;

    private static final Selector INVITE_OF_PRO = new Selector(
            INVITE_SENT.event(),
            List.of(new PropertyFilter(Scope.EVENT, Optional.empty(), PLAN, Operator.EQ, Optional.of(PRO))));

    private CrashClaims() {}

    static List<Approvals.Wanted> all() {
        return List.of(
                wanted("a count", new Condition.Count(PAGE_SEEN, 12)),
                wanted("a count with a filter", new Condition.Count(INVITE_OF_PRO, 3)),
                wanted("different days", new Distinct.Days(INVITE_SENT, 3)),
                wanted("different values", new Distinct.Values(PAGE_SEEN, PAGE, 8)),
                wanted(
                        "a sequence",
                        new Sequence(List.of(REPORT_MADE, REPORT_SHARED, PLAN_CHANGED), OptionalInt.of(6))),
                wanted(
                        "all of and any of",
                        new Condition.AllOf(List.of(
                                new Condition.Count(REPORT_SHARED, 3),
                                new Condition.AnyOf(List.of(
                                        new Condition.Count(PLAN_CHANGED, 4),
                                        new Sequence(List.of(REPORT_MADE, INVITE_OF_PRO), OptionalInt.of(4))))))),
                new Approvals.Wanted(
                        "at most, at the landmark",
                        new Condition.AllOf(
                                List.of(new Condition.Count(LESSON_DONE, 1), new Condition.AtMost(LESSON_DONE, 2))),
                        new Design.Anchored(Optional.of(TRIAL_STARTED), TRIAL_DAYS)));
    }

    private static Approvals.Wanted wanted(String text, Condition condition) {
        return new Approvals.Wanted(text, condition, new Design.Anchored(Optional.of(SIGNED_UP), WITHIN_DAYS));
    }
}
