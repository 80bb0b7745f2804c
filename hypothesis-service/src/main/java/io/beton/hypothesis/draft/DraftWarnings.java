package io.beton.hypothesis.draft;

import io.beton.hypothesis.request.Span;
import io.beton.model.hypothesis.Hypothesis;
import java.util.ArrayList;
import java.util.List;

/** What a claim says that its author may not have meant. */
final class DraftWarnings {
    private DraftWarnings() {}

    static List<String> of(Hypothesis written, Span usual) {
        List<String> warnings = new ArrayList<>();
        int needed = written.design().evidenceDays() + written.outcome().horizonDays();
        if (usual.windowDays() <= needed) {
            warnings.add("the usual window of " + usual.windowDays()
                    + " days is too short for it; have it tested with a `window_days` of more than " + needed);
        }
        boolean predictsItself = written.outcome().once()
                && written.outcome()
                        .selector()
                        .filter(outcome -> written.claim()
                                .condition()
                                .selectors()
                                .anyMatch(selector -> selector.event().equals(outcome.event())))
                        .isPresent();
        if (predictsItself) {
            warnings.add("its condition asks for the outcome itself; who had the outcome before the evidence was"
                    + " complete is left out of every number");
        }
        return warnings;
    }
}
