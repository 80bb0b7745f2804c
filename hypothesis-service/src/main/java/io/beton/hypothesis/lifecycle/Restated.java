package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.request.Span;
import io.beton.model.hypothesis.Hypothesis;

/** What is said beside a claim changes, and the claim does not. */
final class Restated {
    private Restated() {}

    /**
     * A version that has a report and is tested over another window, or over an earlier one, was tried once more:
     * somebody who chooses windows chooses among results. A test that only follows the time does not count.
     */
    static Hypothesis looked(Hypothesis tested, Span span) {
        boolean chosen = tested.backtest()
                .filter(last ->
                        last.windowDays() != span.windowDays() || span.asOf().isBefore(last.asOf()))
                .isPresent();
        return chosen ? of(tested, tested.hypothesis(), tested.tried() + 1) : tested;
    }

    static Hypothesis of(Hypothesis old, String sentence, int tried) {
        return new Hypothesis(
                old.hypothesisId(),
                old.version(),
                old.connectionId(),
                old.goalId(),
                old.type(),
                sentence,
                old.subject(),
                old.condition(),
                old.design(),
                old.outcome(),
                old.status(),
                old.searched(),
                tried,
                old.approvedAt(),
                old.backfillUntil(),
                old.liveBefore(),
                old.backtest());
    }
}
