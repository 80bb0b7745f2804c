package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.event.EventCodec;
import io.beton.model.hypothesis.Claim;
import io.beton.model.match.Times;
import io.beton.model.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Matches one hypothesis as the transactions of {@link Matching} do, without a database. */
final class LiveReplay {
    private LiveHypothesis hypothesis;
    private final Claim claim;
    private final Map<StateKey, KeptState> stored = new HashMap<>();
    private final List<Signal> signals = new ArrayList<>();
    private final List<Long> members = new ArrayList<>();
    private long matches;
    private long known = Rule.NOTHING_KNOWN;

    LiveReplay(LiveHypothesis hypothesis, Claim claim) {
        this.hypothesis = hypothesis;
        this.claim = claim;
    }

    void warmUp(List<Arrivals.Batch> batches) {
        keep(batches);
        judge(round(true), Map.copyOf(stored));
    }

    /** What comes before the end of the warm-up. */
    void keep(List<Arrivals.Batch> batches) {
        batches.forEach(batch -> take(batch, false));
    }

    /** As it is after a pause. */
    void goOnAs(LiveHypothesis resumed) {
        hypothesis = resumed;
    }

    void follow(List<Arrivals.Batch> batches, long end) {
        for (Arrivals.Batch batch : batches) {
            take(batch, true);
            pass(Math.min(batch.arrivedUntil(), end));
        }
        pass(end);
    }

    private void take(Arrivals.Batch batch, boolean warm) {
        Touched touched = new Touched();
        touched.take(EventCodec.readBatch(EventCodec.write(batch.of(claim))), 0, new LiveIndex(List.of(hypothesis)));
        Round round = round(warm);
        Map<StateKey, KeptState> changed = round.judge(stored, touched.evidence());
        keep(round, changed);
    }

    private void pass(long arrivedUntil) {
        known = Math.max(known, arrivedUntil - Arrivals.LATENESS);
        Map<StateKey, KeptState> due = due();
        judge(round(true), due);
        assertNothingIsDue();
    }

    void assertNothingIsDue() {
        assertThat(due()).isEmpty();
    }

    private Map<StateKey, KeptState> due() {
        return stored.entrySet().stream()
                .filter(state -> state.getValue().due() != Times.NEVER
                        && state.getValue().due() <= known)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Round round(boolean warm) {
        return new Round(key -> Optional.of(hypothesis), (of, partition) -> warm, of -> known);
    }

    private void judge(Round round, Map<StateKey, KeptState> states) {
        keep(round, round.judge(states));
    }

    private void keep(Round round, Map<StateKey, KeptState> changed) {
        stored.putAll(changed);
        stored.values().removeIf(KeptState::isNothing);
        signals.addAll(round.signals());
        round.members().forEach(member -> members.add(member.firedAt()));
        matches += round.matches();
    }

    List<Signal> signals() {
        return signals;
    }

    /** When those fired who did before the approval. */
    List<Long> members() {
        return members;
    }

    long matches() {
        return matches;
    }
}
