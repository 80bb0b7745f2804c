package io.beton.hypothesis.search;

import io.beton.model.backtest.Counts;
import io.beton.model.hypothesis.Selector;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event that is the outcome under another name: it nearly never happens without it. What it foretells has happened.
 *
 * <p>Nine of ten, of at least 20 subjects, are near certain: fewer subjects could not become a finalist by the default bar
 * anyway. Where half of all events have it so, it tells of the outcome, which comes every day, and of no event. And what half of
 * its subjects also have before an outcome can foretell that, though it may well come again afterwards.
 */
public record SetAside(String event, String reason) {
    private static final double NEARLY_ALL = 0.9;
    private static final int FEWEST = 20;

    /** In the order of the probes. */
    static List<SetAside> of(Selector outcome, List<Probe> probes, List<Counts> counts) {
        Map<String, Map<Probe.Kind, Counts>> byEvent = new LinkedHashMap<>();
        for (int i = 0; i < probes.size(); i++) {
            byEvent.computeIfAbsent(probes.get(i).event().event(), event -> new EnumMap<>(Probe.Kind.class))
                    .put(probes.get(i).kind(), counts.get(i));
        }
        List<Share> after = byEvent.entrySet().stream()
                .map(entry -> new Share(
                        entry.getKey(),
                        entry.getValue().get(Probe.Kind.AFTER).fired(),
                        entry.getValue().get(Probe.Kind.HAPPENED).fired()))
                .toList();
        List<Share> with = byEvent.entrySet().stream()
                .map(entry -> new Share(
                        entry.getKey(),
                        entry.getValue().get(Probe.Kind.WITH).fired(),
                        entry.getValue().get(Probe.Kind.WITH).all()))
                .toList();
        return byEvent.keySet().stream()
                .flatMap(event -> of(event, followers(after, byEvent), " had `" + outcome.event() + "` before it")
                        .or(() -> of(event, with, " had `" + outcome.event() + "` within a day of it"))
                        .stream())
                .toList();
    }

    private static List<Share> followers(List<Share> after, Map<String, Map<Probe.Kind, Counts>> byEvent) {
        return after.stream()
                .filter(share ->
                        2 * byEvent.get(share.event).get(Probe.Kind.BEFORE).fired() < share.whole)
                .toList();
    }

    private static Optional<SetAside> of(String event, List<Share> shares, String how) {
        return usual(shares)
                ? Optional.empty()
                : shares.stream()
                        .filter(share -> share.event.equals(event) && share.nearlyAll())
                        .map(share -> new SetAside(
                                event, share.part + " of " + share.whole + " subjects with `" + event + "`" + how))
                        .findFirst();
    }

    /** Whether it is so of half of those events of which it can be told. */
    private static boolean usual(List<Share> shares) {
        double[] told = shares.stream()
                .filter(share -> share.whole >= FEWEST)
                .mapToDouble(share -> (double) share.part / share.whole)
                .toArray();
        return told.length > 1
                && Arrays.stream(told).filter(share -> share >= NEARLY_ALL).count() * 2 > told.length;
    }

    private record Share(String event, long part, long whole) {
        private boolean nearlyAll() {
            return whole >= FEWEST && part >= NEARLY_ALL * whole;
        }
    }
}
