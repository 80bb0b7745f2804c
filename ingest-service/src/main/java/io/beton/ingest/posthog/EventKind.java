package io.beton.ingest.posthog;

import io.beton.model.hogql.SelectorCompiler;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import java.util.List;

/** Which selectors and counted properties of a question are those of one kind of subject. */
final class EventKind {
    private final long[] masks;
    private final boolean[] counted;

    EventKind(EventQuery.Asked asked, List<Selector> selectors, List<String> properties) {
        masks = new long[columns(selectors.size())];
        for (Selector own : asked.selectors()) {
            int place = selectors.indexOf(own);
            masks[place / SelectorCompiler.MASK_BITS] |= 1L << place % SelectorCompiler.MASK_BITS;
        }
        counted = new boolean[properties.size()];
        for (CountedProperty own : asked.counted()) {
            counted[properties.indexOf(own.property())] = true;
        }
    }

    /** How many columns of bits there are for so many selectors. */
    static int columns(int selectors) {
        return (selectors + SelectorCompiler.MASK_BITS - 1) / SelectorCompiler.MASK_BITS;
    }

    long mask(int column) {
        return masks[column];
    }

    boolean counts(int property) {
        return counted[property];
    }
}
