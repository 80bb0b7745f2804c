package io.beton.backtest.history;

import io.beton.model.hypothesis.SelectorId;
import io.beton.model.match.Numbering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Numbers the sets of selectors that events matched: there are few of them, and millions of events. */
final class SelectorSets {
    private final Numbering selectors;
    private final Map<Set<SelectorId>, Integer> numbers = new HashMap<>();
    private final List<int[]> members = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    SelectorSets(Numbering selectors) {
        this.selectors = selectors;
    }

    int number(Set<SelectorId> matched) {
        return numbers.computeIfAbsent(matched, this::added);
    }

    /** The numbers of the selectors in a set; selectors that the request does not name are left out. */
    int[] members(int set) {
        return members.get(set);
    }

    /** The same text for equal sets in every run, whatever they were numbered. */
    String name(int set) {
        return names.get(set);
    }

    private int added(Set<SelectorId> matched) {
        members.add(matched.stream()
                .map(selectors::of)
                .filter(number -> number.isPresent())
                .mapToInt(number -> number.getAsInt())
                .toArray());
        TreeSet<String> sorted = new TreeSet<>();
        matched.forEach(selector -> sorted.add(selector.value()));
        names.add(String.join(" ", sorted));
        return members.size() - 1;
    }
}
