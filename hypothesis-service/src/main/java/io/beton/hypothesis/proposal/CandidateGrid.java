package io.beton.hypothesis.proposal;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.List;
import java.util.Optional;

/** Every claim that an exploration tries: so many times this event within so many days of the anchor. */
final class CandidateGrid {
    static final List<Integer> AT_LEAST = List.of(1, 2, 3, 5);
    static final List<Integer> WITHIN_DAYS = List.of(1, 3, 7, 14);
    static final int LONGEST_WITHIN_DAYS = 14;

    private CandidateGrid() {}

    /** In the order of event frequency, then of days, then of counts. */
    static List<Claim> of(List<Taxonomy.EventType> mostFrequentFirst, Outcome outcome, int events) {
        Optional<Selector> anchor = AnchorGuess.of(mostFrequentFirst, outcome.selector());
        return mostFrequentFirst.stream()
                .map(Taxonomy.EventType::name)
                .filter(name -> outcome.selector()
                        .filter(selector -> selector.event().equals(name))
                        .isEmpty())
                .filter(name ->
                        anchor.filter(selector -> selector.event().equals(name)).isEmpty())
                .limit(events)
                .map(Selector::of)
                .flatMap(event -> WITHIN_DAYS.stream()
                        .flatMap(days -> AT_LEAST.stream().map(times -> claim(event, times, days, anchor, outcome))))
                .toList();
    }

    private static Claim claim(Selector event, int times, int days, Optional<Selector> anchor, Outcome outcome) {
        return new Claim(Subject.PERSON, new Condition.Count(event, times), new Design.Anchored(anchor, days), outcome);
    }
}
