package io.beton.bench.search;

import io.beton.hypothesis.search.SearchLimits;
import io.beton.hypothesis.search.SetAside;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How much of what is planted the explorer finds, and how much of what it proposes is planted.
 *
 * <p>A finalist hits a planted truth if it names the same selectors, or if at least 80 % of the subjects that fire for
 * either fire for both. Recall is the share of planted truths that are hit; precision the share of finalists that hit one,
 * or that name no selectors but those of planted truths, whose effects multiply. In worlds about leaving, doing less of
 * anything foretells it as well, since who is about to be silent is so already; their finalists are not judged.
 */
public final class ExplorerBench {
    private static final double SAME = 0.8;
    private static final int OF_FIVE_BUY = 3;

    private ExplorerBench() {}

    /**
     * What one world came to.
     *
     * @param hit by the names of its truths
     * @param right how many finalists are
     * @param effects how many finalists name what comes of the outcome
     */
    record Found(
            PlantedWorld world,
            int tried,
            Map<String, Boolean> hit,
            List<Claim> finalists,
            long right,
            long effects,
            List<SetAside> aside) {}

    /** Of a hundred worlds, sixty are about buying, twenty about adding seats and twenty about leaving. */
    static PlantedWorld world(int seed, int persons) {
        int kind = seed % 5;
        return kind < OF_FIVE_BUY
                ? new BuyingWorld(seed / 5 * OF_FIVE_BUY + kind, persons)
                : new UsageWorld(seed, persons / 2, kind == OF_FIVE_BUY);
    }

    static Found found(PlantedWorld world) {
        SearchLimits limits = SearchLimits.DEFAULT;
        Searching searching = Searching.of(world.history(), PlantedWorld.AS_OF, world.space(limits), limits);
        List<Claim> finalists = searching.choice().finalists().stream()
                .map(finalist -> finalist.scored().claim())
                .toList();
        Collection<Claim> truths = world.truths().values();
        Set<Selector> known =
                truths.stream().flatMap(truth -> truth.condition().selectors()).collect(Collectors.toSet());
        Map<String, Boolean> hit = new TreeMap<>();
        world.truths()
                .forEach((name, truth) ->
                        hit.put(name, finalists.stream().anyMatch(one -> hits(one, truth, searching))));
        return new Found(
                world,
                searching.search().tried().size(),
                hit,
                finalists,
                finalists.stream()
                        .filter(one -> one.condition().selectors().allMatch(known::contains)
                                || truths.stream().anyMatch(truth -> hits(one, truth, searching)))
                        .count(),
                finalists.stream()
                        .filter(one ->
                                one.condition().selectors().map(Selector::event).anyMatch(world.effects()::contains))
                        .count(),
                searching.search().setAside());
    }

    private static boolean hits(Claim one, Claim truth, Searching searching) {
        Set<Selector> some = one.condition().selectors().collect(Collectors.toSet());
        return some.equals(truth.condition().selectors().collect(Collectors.toSet()))
                || Fired.common(searching.fired(one), searching.fired(truth)) >= SAME;
    }

    public static void run(int worlds, int persons) {
        List<Found> all = IntStream.range(0, worlds)
                .parallel()
                .mapToObj(seed -> found(world(seed, persons)))
                .toList();
        System.out.printf(
                "%nthe explorer in %d seeded worlds of up to %,d persons, %,d claims tried in each on average%n",
                worlds, persons, (int)
                        all.stream().mapToInt(Found::tried).average().orElse(0));
        Map<String, List<Boolean>> forms = new TreeMap<>();
        all.forEach(one -> one.hit.forEach((form, hit) ->
                forms.computeIfAbsent(form, key -> new ArrayList<>()).add(hit)));
        forms.forEach((form, hits) -> row(form, hits.stream().filter(hit -> hit).count(), hits.size()));
        row(
                "recall",
                forms.values().stream().flatMap(List::stream).filter(hit -> hit).count(),
                forms.values().stream().mapToLong(List::size).sum());
        List<Found> judged = all.stream().filter(one -> one.world.judged()).toList();
        row(
                "precision",
                judged.stream().mapToLong(Found::right).sum(),
                judged.stream().mapToLong(one -> one.finalists.size()).sum());
        row(
                "aliases set aside",
                all.stream().mapToLong(one -> one.aside.size()).sum(),
                all.stream().mapToLong(one -> one.world.effects().size()).sum());
        System.out.printf(
                "%-24s %6d%n",
                "effects proposed", all.stream().mapToLong(Found::effects).sum());
    }

    private static void row(String what, long part, long whole) {
        System.out.printf("%-24s %6d of %4d %7.1f %%%n", what, part, whole, 100.0 * part / whole);
    }
}
