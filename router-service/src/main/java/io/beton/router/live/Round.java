package io.beton.router.live;

import io.beton.model.signal.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Judges subjects within one transaction and gathers what came of it: states to save, signals to raise. */
final class Round {
    private static final SubjectState NOTHING_KNOWN = new SubjectState.Open(new Evidence());

    private final Function<VersionKey, Optional<LiveHypothesis>> hypotheses;
    private final Set<VersionPartition> warm;
    private final List<Signal> signals = new ArrayList<>();
    private long matches;

    /** @param hypotheses those that are matched */
    Round(Function<VersionKey, Optional<LiveHypothesis>> hypotheses, Set<VersionPartition> warm) {
        this.hypotheses = hypotheses;
        this.warm = warm;
    }

    /** Judges every subject with new evidence; returns the states that changed. */
    Map<StateKey, byte[]> judge(Map<StateKey, byte[]> stored, Map<StateKey, Evidence> added) {
        Map<StateKey, byte[]> changed = new HashMap<>();
        added.forEach((key, evidence) -> {
            Optional<byte[]> before = Optional.ofNullable(stored.get(key));
            hypotheses
                    .apply(key.home().version())
                    .map(hypothesis -> judge(hypothesis, key, before, evidence))
                    .filter(after -> before.isEmpty() || !Arrays.equals(before.get(), after))
                    .ifPresent(after -> changed.put(key, after));
        });
        return changed;
    }

    private byte[] judge(LiveHypothesis hypothesis, StateKey key, Optional<byte[]> before, Evidence added) {
        SubjectState known = before.map(StateCodec::read).orElse(NOTHING_KNOWN);
        Judgement judgement = Judgement.of(hypothesis, key.subject(), known, added, warm.contains(key.home()));
        judgement.firing().ifPresent(firing -> {
            matches++;
            firing.signal().ifPresent(signals::add);
        });
        return StateCodec.write(judgement.after());
    }

    List<Signal> signals() {
        return signals;
    }

    /** Every subject that fired, whether or not it is told. */
    long matches() {
        return matches;
    }
}
