package io.beton.hypothesis.search;

import io.beton.hypothesis.taxonomy.CustomEvents;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a search is made of: whom it is about, what it predicts, when it asks, and which selectors there are.
 *
 * <p>Buying for the first time is asked for in the days after the sign-up, and in the session of it; whatever can happen
 * more than once, and leaving, every week of the weeks before.
 *
 * @param anchor the sign-up, where an event's name tells it
 * @param events each with its whole name
 * @param filtered events with a value of theirs
 * @param traits one frequent event with a value of who does it
 */
public record Space(
        Subject subject,
        Outcome outcome,
        int windowDays,
        Optional<Selector> anchor,
        List<Design> designs,
        List<Selector> events,
        List<Selector> filtered,
        List<Selector> traits) {
    private static final List<Integer> WITHIN_DAYS = List.of(1, 3, 7, 14);
    private static final List<Integer> LOOKBACK_DAYS = List.of(14, 28);
    private static final int WEEK = 7;

    public Space {
        designs = List.copyOf(designs);
        events = List.copyOf(events);
        filtered = List.copyOf(filtered);
        traits = List.copyOf(traits);
    }

    /**
     * What a company can be searched for.
     *
     * @param values whether values of properties may be used
     */
    public static Space of(
            Wanted wanted, Taxonomy taxonomy, boolean values, List<StableProperty> stable, SearchLimits limits) {
        List<Taxonomy.EventType> used = CustomEvents.of(taxonomy).stream()
                .filter(event -> wanted.subject()
                        .groupType()
                        .map(type -> event.groups().getOrDefault(type, 0L) > 0)
                        .orElse(true))
                .toList();
        Optional<Selector> outcome = wanted.outcome().selector();
        Optional<Selector> anchor = AnchorGuess.of(used, wanted.subject(), outcome);
        List<Selector> events = used.stream()
                .map(Taxonomy.EventType::name)
                .filter(name -> Stream.concat(outcome.stream(), anchor.stream())
                        .noneMatch(known -> known.event().equals(name)))
                .limit(limits.events())
                .map(Selector::of)
                .toList();
        // who signed up long ago does not sign up again, so that values are looked for where everybody still is
        Optional<Selector> frequent = events.stream().findFirst();
        Optional<Selector> carrier = again(wanted) ? frequent.or(() -> anchor) : anchor.or(() -> frequent);
        return new Space(
                wanted.subject(),
                wanted.outcome(),
                wanted.windowDays(),
                anchor,
                designs(wanted, anchor),
                events,
                values ? FrequentFilters.ofEvents(events, taxonomy, limits.filtered()) : List.of(),
                carrier.filter(event -> values)
                        .map(event -> FrequentFilters.traits(event, taxonomy, stable, limits.filtered()))
                        .orElse(List.of()));
    }

    /** Only what leaves room for an outcome to be waited for. */
    private static List<Design> designs(Wanted wanted, Optional<Selector> anchor) {
        Stream<Design> designs = again(wanted)
                ? LOOKBACK_DAYS.stream().map(days -> new Design.Rolling(WEEK, days))
                : Stream.concat(
                        WITHIN_DAYS.stream().map(days -> new Design.Anchored(anchor, days)),
                        Stream.of(new Design.FirstSession(anchor)));
        return designs.filter(design -> wanted.windowDays()
                        > design.evidenceDays() + wanted.outcome().horizonDays())
                .toList();
    }

    private static boolean again(Wanted wanted) {
        return wanted.kind() != GoalKind.CONVERSION
                || wanted.outcome().repeatable()
                || wanted.outcome().predicted() instanceof Predicted.Churn;
    }

    /** How many days of history the shortest design needs, so that a caller can say that a window is too short. */
    public static int shortestEvidence(Wanted wanted) {
        return designs(wanted.over(Integer.MAX_VALUE), Optional.empty()).stream()
                .mapToInt(Design::evidenceDays)
                .min()
                .orElseThrow();
    }

    /** What somebody wants to foresee, of whom, and over how many days. */
    public record Wanted(GoalKind kind, Outcome outcome, Subject subject, int windowDays) {
        Wanted over(int days) {
            return new Wanted(kind, outcome, subject, days);
        }
    }
}
