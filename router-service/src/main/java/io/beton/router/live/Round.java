package io.beton.router.live;

import io.beton.model.id.SubjectId;
import io.beton.model.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Judges subjects within one transaction and gathers what came of it: states to save, signals to raise, members. */
final class Round {
    private final Function<VersionKey, Optional<LiveHypothesis>> hypotheses;
    private final BiPredicate<LiveHypothesis, Integer> warm;
    private final ToLongFunction<HomePartition> knownUntil;
    private final List<Signal> signals = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final Set<LiveEvents.Occurrence> fresh = new HashSet<>();
    private final Set<LiveEvents.Occurrence> known = new HashSet<>();
    private long matches;

    /**
     * @param hypotheses those that are matched
     * @param warm of which partitions the history is whole
     * @param knownUntil up to when everything is known that happened
     */
    Round(
            Function<VersionKey, Optional<LiveHypothesis>> hypotheses,
            BiPredicate<LiveHypothesis, Integer> warm,
            ToLongFunction<HomePartition> knownUntil) {
        this.hypotheses = hypotheses;
        this.warm = warm;
        this.knownUntil = knownUntil;
    }

    /** Judges every subject with new evidence; returns the states that changed. */
    Map<StateKey, KeptState> judge(Map<StateKey, KeptState> stored, Map<StateKey, Evidence> added) {
        Map<StateKey, KeptState> changed = new HashMap<>();
        added.forEach((key, evidence) -> {
            KeptState before = stored.getOrDefault(key, KeptState.NOTHING);
            hypotheses
                    .apply(key.home().version())
                    .map(hypothesis -> judge(hypothesis, key, before.state(), evidence))
                    .filter(after -> !after.equals(before))
                    .ifPresent(after -> changed.put(key, after));
        });
        return changed;
    }

    /** Judges subjects of whom nothing new came. */
    Map<StateKey, KeptState> judge(Map<StateKey, KeptState> stored) {
        Map<StateKey, Evidence> nothingNew = new HashMap<>();
        stored.keySet().forEach(key -> nothingNew.put(key, new Evidence()));
        return judge(stored, nothingNew);
    }

    private KeptState judge(LiveHypothesis hypothesis, StateKey key, SubjectState before, Evidence added) {
        note(hypothesis.home(), key.subject(), before, added);
        Judgement judgement = warm.test(hypothesis, key.home().partition())
                ? Judgement.of(hypothesis, key.subject(), before, added, knownUntil(hypothesis, key))
                : Judgement.ofEvidence(hypothesis, before, added);
        matches += judgement.firings().size();
        judgement.firings().stream()
                .map(Firing::signal)
                .flatMap(Optional::stream)
                .forEach(signals::add);
        judgement.firings().stream()
                .filter(Firing::member)
                .forEach(firing -> members.add(new Member(hypothesis.key(), key.subject(), firing.firedAt())));
        return KeptState.of(judgement);
    }

    private void note(Home home, SubjectId subject, SubjectState before, Evidence added) {
        for (UUID uuid : added.uuids()) {
            boolean held =
                    before instanceof SubjectState.Open open && open.evidence().knows(uuid);
            (held ? known : fresh).add(new LiveEvents.Occurrence(home, subject, uuid));
        }
    }

    private long knownUntil(LiveHypothesis hypothesis, StateKey key) {
        return knownUntil.applyAsLong(
                new HomePartition(hypothesis.home(), key.home().partition()));
    }

    List<Signal> signals() {
        return signals;
    }

    List<Member> members() {
        return members;
    }

    /** The events that a state did not hold yet. */
    Set<LiveEvents.Occurrence> fresh() {
        return fresh;
    }

    /** The events that a state held already. */
    Set<LiveEvents.Occurrence> known() {
        return known;
    }

    /** Every observation that fired, whether or not it is told. */
    long matches() {
        return matches;
    }
}
