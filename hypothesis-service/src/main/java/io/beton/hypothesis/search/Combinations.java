package io.beton.hypothesis.search;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What the third level is made of: two things at once, and a third thing before, between or after two others. */
final class Combinations {
    private Combinations() {}

    /** Of the claims of one design, the most promising first. */
    static List<Made> of(List<Scored> bestFirst, int beam) {
        List<Made> made = new ArrayList<>();
        List<Scored> parts = oncePerForm(bestFirst, 2 * beam);
        for (int i = 0; i < parts.size(); i++) {
            for (int j = i + 1; j < parts.size(); j++) {
                if (Collections.disjoint(parts.get(i).events(), parts.get(j).events())) {
                    made.add(Made.both(parts.get(i), parts.get(j)));
                }
            }
        }
        List<Scored> roots = Beam.of(
                bestFirst.stream()
                        .filter(root -> root.condition() instanceof Condition.Count count
                                && count.atLeast() == 1
                                && !FrequentFilters.trait(count.selector()))
                        .toList(),
                beam);
        bestFirst.stream()
                .filter(pair -> pair.condition() instanceof Sequence sequence
                        && sequence.steps().size() == 2)
                .limit(beam)
                .forEach(pair -> roots.stream()
                        .filter(root -> Collections.disjoint(root.events(), pair.events()))
                        .forEach(root -> longer(pair, root, made)));
        return made;
    }

    private static void longer(Scored pair, Scored root, List<Made> made) {
        Selector third = ((Condition.Count) root.condition()).selector();
        for (int place = 0; place <= 2; place++) {
            List<Selector> steps = new ArrayList<>(((Sequence) pair.condition()).steps());
            steps.add(place, third);
            made.add(Made.refining(new Sequence(steps, OptionalInt.empty()), List.of(pair, root)));
        }
    }

    /** The best of each behaviour, and of doing it and of not doing it apart; sequences are longer ones' business. */
    private static List<Scored> oncePerForm(List<Scored> bestFirst, int most) {
        Set<Object> seen = new HashSet<>();
        List<Scored> simple = bestFirst.stream()
                .filter(scored -> scored.condition() instanceof Condition.Simple)
                .filter(scored -> scored.surestLift() > 1)
                .filter(scored ->
                        seen.add(List.of(scored.behaviour(), scored.condition().holdsOfNothing())))
                .toList();
        return Beam.of(simple, most);
    }
}
