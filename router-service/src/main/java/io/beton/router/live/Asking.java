package io.beton.router.live;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.SubjectId;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Numbering;
import io.beton.model.match.Observation;
import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import io.beton.model.signal.Signal;
import io.beton.router.signal.SignalOf;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An approved claim as it is asked of evidence, in a history window that has no end; what fires, and what is told. */
final class Asking {
    private final Hypothesis hypothesis;
    private final Numbering numbers;
    private final ClaimMatcher matcher;
    private final long windowStart;
    private final long approvedAt;
    private final long backfillUntil;

    Asking(Hypothesis hypothesis, long windowStart, long approvedAt) {
        this.hypothesis = hypothesis;
        this.numbers = new Numbering(
                hypothesis.claim().firingSelectors(), hypothesis.claim().counted());
        this.matcher = ClaimMatcher.firing(hypothesis.claim(), numbers);
        this.windowStart = windowStart;
        this.approvedAt = approvedAt;
        this.backfillUntil = hypothesis.backfillUntil().map(Times::micros).orElse(Long.MIN_VALUE);
    }

    Claim claim() {
        return hypothesis.claim();
    }

    Numbering numbers() {
        return numbers;
    }

    long approvedAt() {
        return approvedAt;
    }

    /** Whether it was live before a pause then, so that what fired is told although it is known only now. */
    boolean wasLive(long firedAt) {
        Instant when = Times.instant(firedAt);
        return hypothesis.liveBefore().stream().anyMatch(period -> period.contains(when));
    }

    /** When it was paused last; before all times, if never. */
    long pausedAt() {
        return hypothesis.liveBefore().stream()
                .mapToLong(period -> Times.micros(period.until()))
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** Whether it is told although it fired before the approval, or in a pause. */
    boolean backfills(long firedAt) {
        return firedAt < backfillUntil;
    }

    /** Whether the condition is true over {@code [from, to)}. */
    boolean holds(Evidence evidence, long from, long to) {
        return matcher.holds(evidence.asked(numbers), from, to);
    }

    /** The one observation of a subject, its landmark to come or not. */
    Optional<Observation> observation(SubjectEvents events) {
        return matcher.observations(events, windowStart, Times.NEVER).stream().findFirst();
    }

    /** When the one observation begins, also where the anchor has no session to observe; or {@link Times#NEVER}. */
    long anchored(SubjectEvents events) {
        return matcher.anchored(events, windowStart);
    }

    /** The landmark of the one observation, also where the anchor has no session to observe; or {@link Times#NEVER}. */
    long landmark(SubjectEvents events) {
        long anchored = anchored(events);
        return anchored == Times.NEVER ? anchored : anchored + claim().design().evidenceDays() * Times.DAY;
    }

    /** The observations that fired; a deferred condition is asked at landmarks up to which everything is known. */
    List<Observation> firings(Evidence evidence, long known) {
        return matcher.firings(evidence.asked(numbers), windowStart, known);
    }

    Signal signal(SubjectId subject, Evidence evidence, Observation observation) {
        List<UUID> events = evidence.events().stream()
                .filter(event -> event.timestamp() >= observation.from())
                .filter(event -> event.timestamp() <= observation.firedAt())
                .map(MatchedEvent::uuid)
                .toList();
        return new SignalOf(hypothesis).firing(subject, observation, events);
    }
}
