package io.beton.model.hypothesis;

import io.beton.model.InvalidMember;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a hypothesis says: subjects that meet the condition in the design's window reach the outcome. */
public record Claim(Subject subject, Condition condition, Design design, Outcome outcome) {

    public Claim {
        InvalidMember.require(subject, "subject");
        InvalidMember.require(condition, "condition");
        InvalidMember.require(design, "design");
        InvalidMember.require(outcome, "outcome");
        if (design instanceof Design.Rolling) {
            condition
                    .selectors()
                    .map(Selector::event)
                    .filter(CountedEvents.BOOKKEEPING::contains)
                    .findFirst()
                    .ifPresent(event -> {
                        throw new InvalidMember(
                                "condition",
                                "`" + event + "` is a bookkeeping event of PostHog, which a rolling design cannot use");
                    });
        }
    }

    /** The selector of the anchor; nothing where that is the first counted event, or there is no anchor. */
    public Optional<Selector> anchor() {
        return design instanceof Design.OncePerSubject once ? once.anchor() : Optional.empty();
    }

    public boolean anchoredAtFirstSeen() {
        return design instanceof Design.OncePerSubject once && once.anchor().isEmpty();
    }

    public boolean rolling() {
        return design instanceof Design.Rolling;
    }

    /**
     * Whether it takes counted events, first and last of each day, to tell who fires. What a rolling design matched says
     * that a subject was there, so only a condition that can hold without any match needs more.
     */
    public boolean firingNeedsActivity() {
        return anchoredAtFirstSeen() || (rolling() && condition.holdsOfNothing());
    }

    /** Whether it takes counted events, first and last of each day, to count the observations. */
    public boolean countingNeedsActivity() {
        return anchoredAtFirstSeen() || rolling() || outcome.predicted() instanceof Predicted.Churn;
    }

    /** Whether the session of the first counted event must be known. */
    public boolean needsFirstSession() {
        return design instanceof Design.FirstSession first && first.anchor().isEmpty();
    }

    /** What must be read to tell who fires, without the outcome; distinct, in the order of their naming. */
    public Set<Selector> firingSelectors() {
        return new LinkedHashSet<>(
                Stream.concat(anchor().stream(), condition.selectors()).toList());
    }

    /** What must be read to count the claim's observations. */
    public List<Selector> selectors() {
        Set<Selector> all = firingSelectors();
        outcome.selector().ifPresent(all::add);
        return List.copyOf(all);
    }

    /** The properties whose values must be told apart; distinct, in the order of their naming. */
    public Set<CountedProperty> counted() {
        List<CountedProperty> counted = new ArrayList<>();
        if (design instanceof Design.FirstSession) {
            firingSelectors().forEach(selector -> counted.add(new CountedProperty(selector, CountedProperty.SESSION)));
        }
        condition.counted().forEach(counted::add);
        return new LinkedHashSet<>(counted);
    }
}
