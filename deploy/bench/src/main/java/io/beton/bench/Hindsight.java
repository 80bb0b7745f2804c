package io.beton.bench;

import io.beton.backtest.statistics.FalseDiscovery;
import io.beton.backtest.statistics.FisherTest;
import io.beton.backtest.statistics.LiftInterval;
import io.beton.model.backtest.Counts;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How such things are often counted, to show what it leads to: whoever ever did a thing, before paying or after it,
 * against whoever ever paid, of all who ever signed up; no landmark, nobody left out, no holdout.
 */
final class Hindsight {
    private final Map<SelectorId, Set<SubjectId>> who;
    private final Set<SubjectId> all;
    private final Set<SubjectId> paid;

    Hindsight(List<EventBatch.Event> events) {
        this.who = events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.matched().iterator().next(),
                        Collectors.mapping(EventBatch.Event::subject, Collectors.toSet())));
        this.all = who(TrueWorld.IN);
        this.paid = who(TrueWorld.PAID);
    }

    /** Whether a thing reaches the default bar's lift, q and interval that way. */
    boolean anythingPasses() {
        List<Counts> counts = IntStream.range(0, TrueWorld.CANDIDATES)
                .mapToObj(thing -> counts(TrueWorld.thing(thing)))
                .toList();
        double[] qValues = FalseDiscovery.qValues(
                counts.stream().mapToDouble(FisherTest::pValue).toArray());
        return IntStream.range(0, qValues.length).anyMatch(thing -> passes(counts.get(thing), qValues[thing]));
    }

    private static boolean passes(Counts counts, double qValue) {
        double lift = (double) counts.tp() * counts.all() / counts.fired() / counts.positives();
        return lift >= Bar.DEFAULT.minLift()
                && qValue <= Bar.DEFAULT.maxQ()
                && LiftInterval.anchored(counts)
                        .filter(found -> found.lower() > 1)
                        .isPresent();
    }

    private Counts counts(Selector thing) {
        Set<SubjectId> did = who(thing);
        Set<SubjectId> both = new HashSet<>(did);
        both.retainAll(paid);
        long hits = both.size();
        return new Counts(hits, did.size() - hits, paid.size() - hits, all.size() - did.size() - paid.size() + hits);
    }

    private Set<SubjectId> who(Selector did) {
        return who.getOrDefault(did.id(), Set.of());
    }
}
