package io.beton.backtest;

import static io.beton.backtest.Histories.event;

import io.beton.model.backtest.Counts;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.List;
import java.util.Optional;

/** The worked example of the specification: nine subjects, each there for one rule. */
public final class WorkedExample {
    public static final Counts FULL = new Counts(2, 2, 1, 1);
    public static final Counts HOLDOUT = new Counts(1, 0, 0, 0);
    public static final Counts DISCOVERY = new Counts(1, 2, 1, 1);
    private static final String ANCHOR = "signed_up";
    private static final String INVITE = "invite_sent";
    private static final String OUTCOME = "subscribed";

    private WorkedExample() {}

    public static Claim claim() {
        return new Claim(
                Subject.PERSON,
                new Condition.Count(Selector.of(INVITE), 1),
                new Design.Anchored(Optional.of(Selector.of(ANCHOR)), 7),
                Outcome.of(Selector.of(OUTCOME), 30));
    }

    /** The same foretelling, asked every day of the three days before. */
    public static Claim rolling() {
        return new Claim(
                Subject.PERSON,
                new Condition.Count(Selector.of(INVITE), 1),
                new Design.Rolling(1, 3),
                Outcome.of(Selector.of(OUTCOME), 30));
    }

    public static List<EventBatch.Event> events() {
        return List.of(
                event("a", 1, ANCHOR),
                event("a", 3, INVITE),
                event("a", 20, OUTCOME),
                event("b", 2, ANCHOR),
                event("b", 8.9, INVITE),
                event("b", 39, OUTCOME),
                event("c", 2, ANCHOR),
                event("c", 9, INVITE),
                event("c", 30, OUTCOME),
                event("d", 5, ANCHOR),
                event("e", 5, ANCHOR),
                event("e", 6, INVITE),
                event("e", 11, OUTCOME),
                event("f", 60, ANCHOR),
                event("f", 61, INVITE),
                event("f", 70, OUTCOME),
                event("g", 53, ANCHOR),
                event("g", 53, INVITE),
                event("g", 60, OUTCOME),
                event("h", -3, ANCHOR),
                event("h", 1, INVITE),
                event("h", 10, OUTCOME),
                event("i", 10, ANCHOR),
                event("i", 10.5, INVITE),
                event("i", 10.5, INVITE));
    }
}
