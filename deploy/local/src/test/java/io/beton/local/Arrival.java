package io.beton.local;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of the signals of one world at one place.
 *
 * @param ids different ids that are there
 * @param missing what was to come and is not there
 * @param unexpected what is there although it was not to come
 * @param doubled ids beyond the first that say the same
 * @param repeated how often something came again under its id, which the reader drops
 */
record Arrival(String place, int ids, int missing, int unexpected, int doubled, int repeated) {
    private static final String LINE = "%-18s %8s %8s %8s %11s %8s %9s%n";

    /** @param told everything that is there, of this world and of others */
    static Arrival at(String place, Collection<Told> told, Set<Told.Meaning> expected, Set<Told.Meaning> ofOthers) {
        List<Told> ours =
                told.stream().filter(each -> !ofOthers.contains(each.meaning())).toList();
        Set<Told> different = new HashSet<>(ours);
        Set<String> ids = ours.stream().map(Told::id).collect(Collectors.toSet());
        Set<Told.Meaning> said = ours.stream().map(Told::meaning).collect(Collectors.toSet());
        Set<Told.Meaning> missing = new HashSet<>(expected);
        missing.removeAll(said);
        Set<Told.Meaning> unexpected = new HashSet<>(said);
        unexpected.removeAll(expected);
        return new Arrival(
                place,
                ids.size(),
                missing.size(),
                unexpected.size(),
                different.size() - said.size(),
                ours.size() - different.size());
    }

    boolean once() {
        return missing == 0 && unexpected == 0 && doubled == 0;
    }

    static String table(int expected, List<Arrival> arrivals) {
        return LINE.formatted("signals", "expected", "ids", "missing", "unexpected", "doubled", "repeated")
                + arrivals.stream()
                        .map(each -> LINE.formatted(
                                each.place,
                                expected,
                                each.ids,
                                each.missing,
                                each.unexpected,
                                each.doubled,
                                each.repeated))
                        .collect(Collectors.joining());
    }
}
