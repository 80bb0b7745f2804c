package io.beton.model.hypothesis;

import io.beton.model.InvalidMember;
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
        InvalidMember.check(
                subject.kind() == Subject.Kind.PERSON, "subject.kind", "groups cannot be tested yet; use `person`");
    }

    /** The anchor's selector, or nothing where the anchor is the subject's first counted event. */
    public Optional<Selector> anchor() {
        return anchored().anchor();
    }

    public int withinDays() {
        return anchored().withinDays();
    }

    public boolean anchoredAtFirstSeen() {
        return anchor().isEmpty();
    }

    /** What must be read to tell who fires, without the outcome; distinct, in the order of their naming. */
    public Set<Selector> firingSelectors() {
        return new LinkedHashSet<>(
                Stream.concat(anchor().stream(), condition.selectors()).toList());
    }

    /** What must be read to count the claim's observations. */
    public List<Selector> selectors() {
        Set<Selector> all = firingSelectors();
        all.add(outcome.selector());
        return List.copyOf(all);
    }

    private Design.Anchored anchored() {
        return (Design.Anchored) design;
    }
}
