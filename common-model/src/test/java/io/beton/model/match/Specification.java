package io.beton.model.match;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.PlainHistory.PlainEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The specification as code that nobody would run over millions of subjects: every sentence tried on every event.
 *
 * <p>Shares nothing with the matcher but the types of its questions.
 */
final class Specification {
    private Specification() {}

    /** A condition is true or false for one subject over a half-open window of that subject's events. */
    static boolean holds(Condition condition, PlainHistory history, long from, long to) {
        List<PlainEvent> window = history.events().stream()
                .filter(event -> event.time() >= from && event.time() < to)
                .toList();
        return holds(condition, window);
    }

    private static boolean holds(Condition condition, List<PlainEvent> window) {
        if (condition instanceof Condition.Count count) {
            return window.stream()
                            .filter(event -> event.matched().contains(count.selector()))
                            .count()
                    >= count.atLeast();
        }
        if (condition instanceof Condition.Sequence sequence) {
            return window.stream()
                    .anyMatch(first -> first.matched().contains(sequence.steps().get(0))
                            && goesOn(sequence, 1, first, first, window));
        }
        if (condition instanceof Condition.AllOf all) {
            return all.conditions().stream().allMatch(part -> holds(part, window));
        }
        return ((Condition.AnyOf) condition).conditions().stream().anyMatch(part -> holds(part, window));
    }

    /** Tries every event as the next one of a sequence whose earlier ones are chosen. */
    private static boolean goesOn(
            Condition.Sequence sequence, int step, PlainEvent first, PlainEvent last, List<PlainEvent> window) {
        if (step == sequence.steps().size()) {
            return sequence.withinHours().isEmpty()
                    || last.time() - first.time() <= sequence.withinHours().getAsInt() * 3_600_000_000L;
        }
        return window.stream()
                .filter(event -> event.matched().contains(sequence.steps().get(step)))
                .filter(event -> event.time() > last.time())
                .anyMatch(event -> goesOn(sequence, step + 1, first, event, window));
    }

    /** An eager condition fires at the first event that makes it true. */
    static OptionalLong firedAt(Condition condition, PlainHistory history, long from, long to) {
        return history.events().stream()
                .mapToLong(PlainEvent::time)
                .filter(time -> time >= from && time < to)
                .sorted()
                .filter(time -> holds(condition, history, from, time + 1))
                .findFirst();
    }

    /** The first event matching the anchor; or the first counted one, of subjects made in the window. */
    static OptionalLong anchor(Claim claim, PlainHistory history, long windowStart, long windowEnd) {
        if (claim.anchor().isEmpty()) {
            boolean asked = history.created() != Times.NEVER && history.created() >= windowStart;
            return LongStream.of(history.firstSeen())
                    .filter(time -> asked && time >= windowStart && time < windowEnd)
                    .findFirst();
        }
        return first(history, claim.anchor().get(), windowStart, windowEnd);
    }

    /** What becomes of the subject's only observation; nothing where there is none. */
    static Optional<Fate> fate(
            Claim claim, PlainHistory history, long windowStart, long asOf, OptionalLong convertedBefore) {
        OptionalLong anchor = anchor(claim, history, windowStart, asOf);
        if (anchor.isEmpty()) {
            return Optional.empty();
        }
        long landmark = anchor.getAsLong() + claim.withinDays() * Times.DAY;
        long horizon = landmark + claim.outcome().horizonDays() * Times.DAY;
        Selector outcome = claim.outcome().selector();
        if (horizon > asOf) {
            return Optional.of(Fate.IMMATURE);
        }
        boolean before = convertedBefore.isPresent()
                || first(history, outcome, windowStart, landmark).isPresent();
        if (before && !claim.outcome().repeatable()) {
            return Optional.of(Fate.ALREADY_CONVERTED);
        }
        boolean fired = holds(claim.condition(), history, anchor.getAsLong(), landmark);
        boolean positive = first(history, outcome, landmark, horizon).isPresent();
        if (fired) {
            return Optional.of(positive ? Fate.TRUE_POSITIVE : Fate.FALSE_POSITIVE);
        }
        return Optional.of(positive ? Fate.FALSE_NEGATIVE : Fate.TRUE_NEGATIVE);
    }

    private static OptionalLong first(PlainHistory history, Selector selector, long from, long to) {
        return history.matching(selector).stream()
                .mapToLong(PlainEvent::time)
                .filter(time -> time >= from && time < to)
                .min();
    }
}
