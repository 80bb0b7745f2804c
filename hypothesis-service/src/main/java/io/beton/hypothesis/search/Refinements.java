package io.beton.hypothesis.search;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What the second level is made of: more of the same, on more days, and one thing before another. */
final class Refinements {
    private static final List<Integer> AT_LEAST = List.of(2, 3, 5, 10);
    private static final List<Integer> FILTERED_AT_LEAST = List.of(2, 3);
    private static final List<Integer> DAYS = List.of(2, 3);

    private Refinements() {}

    /** Of the claims of one design, the most promising first. */
    static List<Made> of(List<Scored> bestFirst, int beam) {
        List<Made> made = new ArrayList<>();
        List<Scored> counted = bestFirst.stream()
                .filter(root ->
                        root.condition() instanceof Condition.Count count && !FrequentFilters.trait(count.selector()))
                .toList();
        counted.forEach(root -> more(root, made));
        List<Scored> best = Beam.of(counted, beam);
        for (Scored one : best) {
            for (Scored other : counted) {
                boolean pair = !selector(one).event().equals(selector(other).event());
                boolean partner =
                        best.contains(other) || selector(other).where().isEmpty();
                if (pair && partner) {
                    made.add(sequence(one, other));
                    if (!best.contains(other)) {
                        made.add(sequence(other, one));
                    }
                }
            }
        }
        return made;
    }

    private static void more(Scored root, List<Made> made) {
        Selector selector = selector(root);
        boolean whole = selector.where().isEmpty();
        for (int times : whole ? AT_LEAST : FILTERED_AT_LEAST) {
            made.add(Made.refining(new Condition.Count(selector, times), List.of(root)));
        }
        if (whole && !(root.design() instanceof Design.FirstSession)) {
            for (int days : DAYS) {
                made.add(Made.refining(new Distinct.Days(selector, days), List.of(root)));
            }
        }
    }

    private static Made sequence(Scored first, Scored then) {
        return Made.refining(
                new Sequence(List.of(selector(first), selector(then)), OptionalInt.empty()), List.of(first, then));
    }

    private static Selector selector(Scored root) {
        return ((Condition.Count) root.condition()).selector();
    }
}
