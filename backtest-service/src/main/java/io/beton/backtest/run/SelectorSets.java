package io.beton.backtest.run;

import io.beton.model.hypothesis.SelectorId;
import io.beton.model.match.SelectorNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Numbers the distinct sets of selectors that events matched; there are few, so an event keeps one number. */
final class SelectorSets {
    private final SelectorNumbers numbers;
    private final Map<Set<SelectorId>, Integer> known = new HashMap<>();
    private final List<int[]> sets = new ArrayList<>();

    SelectorSets(SelectorNumbers numbers) {
        this.numbers = numbers;
    }

    /** The number of a set; selectors that nobody asked for are passed over. */
    int number(Set<SelectorId> matched) {
        return known.computeIfAbsent(matched, added -> {
            sets.add(added.stream()
                    .map(numbers::of)
                    .filter(OptionalInt::isPresent)
                    .mapToInt(OptionalInt::getAsInt)
                    .toArray());
            return sets.size() - 1;
        });
    }

    int[] of(int number) {
        return sets.get(number);
    }

    /** How many selectors there are. */
    int count() {
        return numbers.size();
    }
}
