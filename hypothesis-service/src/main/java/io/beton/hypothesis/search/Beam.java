package io.beton.hypothesis.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The best claims about one selector each, from which a search goes on. */
final class Beam {
    private Beam() {}

    /** A part of an event's occurrences is taken only where it is surer than anything about the event as a whole. */
    static List<Scored> of(List<Scored> bestFirst, int most) {
        Map<Set<String>, Double> wholes = bestFirst.stream()
                .filter(Scored::whole)
                .collect(Collectors.toMap(Scored::events, Scored::surestLift, Math::max));
        return bestFirst.stream()
                .filter(scored -> scored.whole() || scored.surestLift() > wholes.getOrDefault(scored.events(), 0.0))
                .limit(most)
                .toList();
    }
}
