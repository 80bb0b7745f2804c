package io.beton.backtest.history;

import io.beton.model.event.PackedBatch;
import io.beton.model.hypothesis.SelectorId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the places in one batch's lists of selectors stand for in a history. */
final class BatchNumbers {
    private static final int UNKNOWN = -1;

    private final PackedBatch batch;
    private final SelectorSets sets;
    private final List<SelectorId> selectors;
    /** The number of the set of just this selector. */
    private final int[] alone;
    /** The numbers of other sets, by their bits; only of batches that name few enough selectors. */
    private final Map<Long, Integer> byBits = new HashMap<>();

    BatchNumbers(PackedBatch batch, SelectorSets sets) {
        this.batch = batch;
        this.sets = sets;
        this.selectors = batch.selectors();
        this.alone = new int[selectors.size()];
        Arrays.fill(alone, UNKNOWN);
    }

    List<SelectorId> selectors() {
        return selectors;
    }

    /** The number of the set of selectors that so many matches name. */
    int set(int firstMatch, int matches) {
        if (matches == 1) {
            int selector = batch.matched(firstMatch);
            if (alone[selector] == UNKNOWN) {
                alone[selector] = named(firstMatch, 1);
            }
            return alone[selector];
        }
        if (selectors.size() > Long.SIZE) {
            return named(firstMatch, matches);
        }
        long bits = 0;
        for (int match = firstMatch; match < firstMatch + matches; match++) {
            bits |= 1L << batch.matched(match);
        }
        return byBits.computeIfAbsent(bits, added -> named(firstMatch, matches));
    }

    private int named(int firstMatch, int matches) {
        Set<SelectorId> named = new HashSet<>();
        for (int match = firstMatch; match < firstMatch + matches; match++) {
            named.add(selectors.get(batch.matched(match)));
        }
        return sets.number(named);
    }
}
