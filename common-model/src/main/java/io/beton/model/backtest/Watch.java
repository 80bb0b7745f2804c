package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.beton.model.InvalidMember;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Signals of a live hypothesis of which a re-test shall say how many came true.
 *
 * <p>They are looked at in spans: the first 50, the first 100 and so on, doubling, at last all. A precision that has
 * just fallen shows in the first ones, one that falls slowly in all of them.
 *
 * @param confidence of the intervals that are judged, one of many looks
 * @param accepted the precision with which a person approved it against the verdict; no more is asked of its signals
 * @param signals those that are surely old enough, the newest first; then those that may be
 */
public record Watch(double confidence, OptionalDouble accepted, List<FiredSignal> signals) {
    /** Newer ones displace older ones. */
    public static final int MOST = 2_000;

    private static final int SHORTEST_SPAN = 50;

    public Watch {
        InvalidMember.check(
                confidence > 0 && confidence < 1, "confidence", "`confidence` must be between 0 and 1, without either");
        accepted = accepted == null ? OptionalDouble.empty() : accepted;
        signals = List.copyOf(InvalidMember.require(signals, "signals"));
        InvalidMember.check(
                !signals.isEmpty() && signals.size() <= MOST, "signals", "a watch is over 1 to " + MOST + " signals");
    }

    /** How many of the first signals each span holds; ascending, the last one holds all. */
    @JsonIgnore
    public List<Integer> spans() {
        List<Integer> spans = new ArrayList<>();
        for (int first = SHORTEST_SPAN; first < signals.size(); first *= 2) {
            spans.add(first);
        }
        spans.add(signals.size());
        return spans;
    }
}
