package io.beton.router.live;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the evidence of a subject from growing for ever.
 *
 * <p>Beyond the bound first goes what lies outside of the observation's window, then the oldest in it; the anchor stays.
 * Only a sequence whose beginning is that far back, a trend, different values, or parts of one condition that compete for
 * the room, can be missed.
 */
final class EvidenceBound {
    private final long most;
    private final long within;

    /** @param spare how many events are kept besides those that the claim's counts need */
    EvidenceBound(Claim claim, int spare) {
        this.most = spare + needed(claim.condition());
        this.within = claim.design().evidenceDays() * Times.DAY;
    }

    boolean exceeded(Evidence evidence) {
        return evidence.size() > most;
    }

    /** @param observation the one that is open, where there is only one */
    void apply(Evidence evidence, Optional<Observation> observation) {
        long anchor = observation.map(Observation::from).orElse(Times.NEVER);
        List<MatchedEvent> events = evidence.events();
        Optional<MatchedEvent> anchored =
                events.stream().filter(event -> event.timestamp() == anchor).findFirst();
        Comparator<MatchedEvent> inWindowLast =
                Comparator.comparing(event -> event.timestamp() >= anchor && event.timestamp() - anchor < within);
        evidence.drop(events.stream()
                .filter(event -> anchored.isEmpty() || event != anchored.get())
                .sorted(inWindowLast)
                .limit(events.size() - most)
                .toList());
    }

    /** How many events an answer can take; sequences, trends and different days or values can take any. */
    private static long needed(Condition condition) {
        if (condition instanceof Condition.Composite composite) {
            return composite.conditions().stream()
                    .mapToLong(EvidenceBound::needed)
                    .sum();
        }
        if (condition instanceof Condition.AtMost atMost) {
            return atMost.atMost() + 1L;
        }
        return condition instanceof Condition.Count count ? count.atLeast() : 0;
    }
}
