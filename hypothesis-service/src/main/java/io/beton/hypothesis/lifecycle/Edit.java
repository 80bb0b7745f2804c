package io.beton.hypothesis.lifecycle;

import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of what a hypothesis says.
 *
 * @param kept the hypothesis as it stands
 * @param next as it is to be
 */
record Edit(KeptHypothesis kept, Hypothesis next) {

    Hypothesis old() {
        return kept.hypothesis();
    }

    boolean changesNothing() {
        return next.equals(old());
    }

    boolean makesVersion() {
        return next.version() != old().version();
    }

    /** Whether it claims something else in the words of before. */
    boolean keepsWords() {
        return makesVersion() && next.hypothesis().equals(old().hypothesis());
    }

    /** A version begins anew; other words leave what the state waits for. */
    Optional<RequestId> waitsFor() {
        return makesVersion() ? Optional.empty() : kept.request();
    }

    /** What changes, for the audit. */
    String change() {
        List<String> changed = new ArrayList<>();
        if (!next.condition().equals(old().condition())) {
            changed.add("condition");
        }
        if (!next.design().equals(old().design())) {
            changed.add("design");
        }
        if (!next.outcome().equals(old().outcome())) {
            changed.add("outcome");
        }
        if (!next.hypothesis().equals(old().hypothesis())) {
            changed.add("sentence, which was `" + old().hypothesis() + "`");
        }
        return String.join(", ", changed);
    }
}
