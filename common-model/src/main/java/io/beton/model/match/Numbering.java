package io.beton.model.match;

import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Numbers the distinct selectors and counted properties of a piece of work from 0, so that loops index arrays instead of
 * hashing names.
 */
public final class Numbering {
    private final Map<SelectorId, Integer> selectors = new HashMap<>();
    /** The same by what an id takes long to be made of. */
    private final Map<Selector, Integer> named = new HashMap<>();

    private final List<Value> values = new ArrayList<>();
    private final Map<CountedProperty, Integer> numbers = new HashMap<>();

    public Numbering(Collection<Selector> selectors, Collection<CountedProperty> counted) {
        for (Selector selector : selectors) {
            this.selectors.putIfAbsent(selector.id(), this.selectors.size());
            named.put(selector, this.selectors.get(selector.id()));
        }
        for (CountedProperty property : new LinkedHashSet<>(counted)) {
            numbers.put(property, values.size());
            values.add(new Value(of(property.of()), property.property()));
        }
    }

    /** How many selectors there are. */
    public int size() {
        return selectors.size();
    }

    /** The number of a selector that was given to the constructor. */
    public int of(Selector selector) {
        Integer number = named.get(selector);
        if (number == null) {
            throw new IllegalStateException("[match] selector was not numbered: " + selector);
        }
        return number;
    }

    public OptionalInt of(SelectorId selector) {
        Integer number = selectors.get(selector);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** The number of a counted property that was given to the constructor. */
    public int of(CountedProperty property) {
        Integer number = numbers.get(property);
        if (number == null) {
            throw new IllegalStateException("[match] property was not numbered: " + property);
        }
        return number;
    }

    /** What is counted, by its number. */
    public List<Value> values() {
        return values;
    }

    /** A property of the events that match the selector of this number. */
    public record Value(int selector, String property) {}
}
