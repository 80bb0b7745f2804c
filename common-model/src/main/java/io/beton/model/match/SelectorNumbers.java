package io.beton.model.match;

import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Numbers the distinct selectors of a piece of work from 0, so that loops index arrays instead of hashing names. */
public final class SelectorNumbers {
    private final Map<SelectorId, Integer> numbers = new HashMap<>();

    public SelectorNumbers(Collection<Selector> selectors) {
        for (Selector selector : selectors) {
            numbers.putIfAbsent(selector.id(), numbers.size());
        }
    }

    public int size() {
        return numbers.size();
    }

    /** The number of a selector that was given to the constructor. */
    int of(Selector selector) {
        return of(selector.id())
                .orElseThrow(() -> new IllegalStateException("[match] selector was not numbered: " + selector));
    }

    public OptionalInt of(SelectorId selector) {
        Integer number = numbers.get(selector);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
