package io.beton.router.live;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Numbering;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import io.beton.model.signal.Signal;
import io.beton.router.signal.SignalOf;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An approved hypothesis, ready to be asked of subjects: what of an event concerns it, and who fires.
 *
 * <p>Its history window starts so many days before the approval as its report looked back, and never ends.
 */
final class LiveHypothesis {
    /** Conditions that wait for the end of their window are not approved yet. */
    private static final long NO_WINDOW_IS_OVER = Long.MIN_VALUE;

    private final Hypothesis hypothesis;
    private final Numbering numbers;
    private final ClaimMatcher matcher;
    private final EvidenceBound bound;
    private final long approvedAt;
    private final long windowStart;

    LiveHypothesis(Hypothesis hypothesis, int spareEvents) {
        this.hypothesis = hypothesis;
        this.numbers = new Numbering(
                hypothesis.claim().firingSelectors(), hypothesis.claim().counted());
        this.matcher = ClaimMatcher.firing(hypothesis.claim(), numbers);
        this.bound = new EvidenceBound(hypothesis.claim(), spareEvents);
        this.approvedAt = Times.micros(hypothesis
                .approvedAt()
                .orElseThrow(() -> new IllegalArgumentException("[live] not approved: " + hypothesis.hypothesisId())));
        this.windowStart = approvedAt - new SignalOf(hypothesis).windowDays() * Times.DAY;
    }

    VersionKey key() {
        return VersionKey.of(hypothesis);
    }

    ConnectionId connection() {
        return hypothesis.connectionId();
    }

    Subject subject() {
        return hypothesis.subject();
    }

    List<SelectorId> selectors() {
        return hypothesis.claim().firingSelectors().stream().map(Selector::id).toList();
    }

    boolean anchoredAtFirstSeen() {
        return hypothesis.claim().anchoredAtFirstSeen();
    }

    /** What an event says to this hypothesis; nothing where it is too old or matched none of its selectors. */
    Optional<MatchedEvent> concerning(EventBatch.Event event) {
        BitSet matched = new BitSet();
        event.matched().forEach(selector -> numbers.of(selector).ifPresent(matched::set));
        return matched.isEmpty() || event.timestamp() < windowStart
                ? Optional.empty()
                : Optional.of(new MatchedEvent(event.timestamp(), event.createdAt(), event.uuid(), matched));
    }

    /** The first sign of life in the window that an activity gives, or {@link Times#NEVER}. */
    long firstSeen(EventBatch.Activity activity) {
        if (activity.first() >= windowStart) {
            return activity.first();
        }
        return activity.last() >= windowStart ? activity.last() : Times.NEVER;
    }

    /** Whether a subject made at this time can have an observation anchored at its first sight. */
    boolean young(long born) {
        return born >= windowStart;
    }

    /** Asks the condition over all that is known of a subject. */
    Optional<Firing> ask(SubjectId subject, Evidence evidence) {
        return matcher.firings(evidence.asked(numbers.size()), windowStart, NO_WINDOW_IS_OVER).stream()
                .findFirst()
                .map(observation -> new Firing(
                        observation.firedAt() >= approvedAt
                                ? Optional.of(signal(subject, evidence, observation))
                                : Optional.empty()));
    }

    /** Drops evidence beyond what is kept of one subject. */
    void bound(Evidence evidence) {
        if (bound.exceeded(evidence)) {
            bound.apply(evidence, observe(evidence));
        }
    }

    private Optional<Observation> observe(Evidence evidence) {
        return matcher.observations(evidence.asked(numbers.size()), windowStart, Times.NEVER).stream()
                .findFirst();
    }

    private Signal signal(SubjectId subject, Evidence evidence, Observation observation) {
        List<UUID> events = evidence.events().stream()
                .filter(event -> event.timestamp() >= observation.from())
                .filter(event -> event.timestamp() <= observation.firedAt())
                .map(MatchedEvent::uuid)
                .toList();
        return new SignalOf(hypothesis).firing(subject, Times.instant(observation.firedAt()), events);
    }
}
