package io.beton.router.live;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Numbering;
import io.beton.model.match.Times;
import io.beton.router.signal.SignalOf;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An approved hypothesis, ready to be asked of subjects: what of an event concerns it, and who fires.
 *
 * <p>Its history window starts so many days before the approval as its report looked back, and never ends.
 */
final class LiveHypothesis {
    private final Hypothesis hypothesis;
    private final VersionKey key;
    private final Home home;
    private final Map<Integer, VersionPartition> partitions = new ConcurrentHashMap<>();
    private final Asking asking;
    private final Rule rule;
    private final long windowStart;

    /** @param spareEvents how many events of a subject are kept besides those that the claim's counts need */
    LiveHypothesis(Hypothesis hypothesis, int spareEvents) {
        this(hypothesis, spareEvents, approvedAt(hypothesis) - new SignalOf(hypothesis).windowDays() * Times.DAY);
    }

    LiveHypothesis(Hypothesis hypothesis, int spareEvents, long windowStart) {
        this.hypothesis = hypothesis;
        this.key = VersionKey.of(hypothesis);
        this.home = new Home(hypothesis.connectionId(), hypothesis.subject());
        this.asking = new Asking(hypothesis, windowStart, approvedAt(hypothesis));
        this.rule = rule(asking, new EvidenceBound(hypothesis.claim(), asking.numbers(), spareEvents));
        this.windowStart = windowStart;
    }

    private static long approvedAt(Hypothesis hypothesis) {
        return Times.micros(hypothesis
                .approvedAt()
                .orElseThrow(() -> new IllegalArgumentException("[live] not approved: " + hypothesis.hypothesisId())));
    }

    private static Rule rule(Asking asking, EvidenceBound bound) {
        return asking.claim().design() instanceof Design.Rolling rolling
                ? new RollingRule(asking, bound, rolling)
                : new OnceRule(asking, bound);
    }

    VersionKey key() {
        return key;
    }

    /** Always the same, so that keys of maps are soon found to be equal. */
    VersionPartition in(int partition) {
        return partitions.computeIfAbsent(partition, added -> new VersionPartition(key, added));
    }

    Home home() {
        return home;
    }

    List<SelectorId> selectors() {
        return claim().firingSelectors().stream().map(Selector::id).toList();
    }

    /** When it was approved, or resumed after a pause, in microseconds. */
    long approvedAt() {
        return asking.approvedAt();
    }

    /** @param since when the histories that were read leave nothing out any more */
    boolean isWarm(Map<VersionPartition, Long> since, int partition) {
        Long mine = since.get(in(partition));
        return mine != null && mine >= approvedAt();
    }

    boolean needsActivity() {
        return claim().firingNeedsActivity();
    }

    private Claim claim() {
        return hypothesis.claim();
    }

    /** What an event says to this hypothesis; nothing where it is too old or matched none of its selectors. */
    Optional<MatchedEvent> concerning(EventBatch.Event event) {
        BitSet matched = new BitSet();
        event.matched().forEach(selector -> asking.numbers().of(selector).ifPresent(matched::set));
        return matched.isEmpty() || event.timestamp() < windowStart
                ? Optional.empty()
                : Optional.of(new MatchedEvent(
                        event.timestamp(), event.createdAt(), event.uuid(), matched, values(event, matched)));
    }

    private Map<Integer, Long> values(EventBatch.Event event, BitSet matched) {
        List<Numbering.Value> counted = asking.numbers().values();
        if (counted.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Long> values = new HashMap<>();
        for (int number = 0; number < counted.size(); number++) {
            Long hash = event.values().get(counted.get(number).property());
            if (hash != null && matched.get(counted.get(number).selector())) {
                values.put(number, hash);
            }
        }
        return values;
    }

    /** What an activity says to this hypothesis; nothing where it is too old, or the subject is. */
    Optional<ActiveDay> concerning(EventBatch.Activity activity, Optional<Long> born) {
        boolean old = claim().anchoredAtFirstSeen() && born.isPresent() && !young(born.get());
        if (old || activity.last() < windowStart) {
            return Optional.empty();
        }
        boolean cut = activity.first() < windowStart;
        return Optional.of(new ActiveDay(
                cut ? activity.last() : activity.first(), activity.last(), cut ? 0 : activity.firstSession()));
    }

    /** Whether it matters that a subject was made at this time. */
    boolean young(long born) {
        return claim().anchoredAtFirstSeen() && born >= windowStart;
    }

    /** Asks the condition over all that is known of a subject. */
    Judgement judge(SubjectId subject, SubjectState.Open state, long known) {
        return rule.judge(subject, state, known);
    }

    /** Without evidence beyond what is kept of one subject. */
    SubjectState.Open bounded(SubjectState.Open state) {
        return rule.bounded(state);
    }
}
