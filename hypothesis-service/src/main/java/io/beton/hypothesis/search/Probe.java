package io.beton.hypothesis.search;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A measurement, on discovery too, of how an event and the outcome lie in time. */
public record Probe(Kind kind, Selector event, Claim claim) {
    /** Long, so that what follows the outcome is seen to follow it. */
    private static final int LONGEST_DAYS = 45;

    /** What is asked of the subjects. */
    public enum Kind {
        /** who has the event at all */
        HAPPENED,
        /** who has it after the outcome */
        AFTER,
        /** who has it before some outcome */
        BEFORE,
        /** who has the outcome within a day of it */
        WITH
    }

    /** Four for each event; none where silence is predicted, for nothing is an alias of that. */
    static List<Probe> of(Space space, List<Claim> suggested) {
        return space.outcome().selector().stream()
                .flatMap(outcome -> events(space, suggested, outcome).flatMap(event -> of(space, outcome, event)))
                .toList();
    }

    /** Whatever is suggested may name an alias too. */
    private static Stream<Selector> events(Space space, List<Claim> suggested, Selector outcome) {
        Stream<Selector> named = suggested.stream()
                .flatMap(claim -> claim.condition().selectors())
                .filter(selector -> !selector.anyCounted())
                .map(selector -> Selector.of(selector.event()))
                .filter(event -> !event.event().equals(outcome.event()))
                .filter(event -> space.anchor().stream()
                        .noneMatch(anchor -> anchor.event().equals(event.event())));
        return Stream.concat(space.events().stream(), named).distinct();
    }

    private static Stream<Probe> of(Space space, Selector outcome, Selector event) {
        Outcome anything = new Outcome(space.outcome().predicted(), 1, true);
        Design early = new Design.Anchored(space.anchor(), Math.max(1, Math.min(LONGEST_DAYS, space.windowDays() / 2)));
        Condition happened = new Condition.Count(event, 1);
        Condition after = new Sequence(List.of(outcome, event), OptionalInt.empty());
        Condition before = new Sequence(List.of(event, outcome), OptionalInt.empty());
        Design sameDay = new Design.Anchored(Optional.of(event), 1);
        return Stream.of(
                new Probe(Kind.HAPPENED, event, new Claim(space.subject(), happened, early, anything)),
                new Probe(Kind.AFTER, event, new Claim(space.subject(), after, early, anything)),
                new Probe(Kind.BEFORE, event, new Claim(space.subject(), before, early, anything)),
                new Probe(
                        Kind.WITH,
                        event,
                        new Claim(space.subject(), new Condition.Count(outcome, 1), sameDay, anything)));
    }
}
