package io.beton.local;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of all signals at one place.
 *
 * @param expected how many were to come
 * @param ids different ids that are there
 * @param missing what was to come and is not there
 * @param unexpected what is there although it was not to come
 * @param doubled ids beyond the first that say the same
 * @param repeated how often something came again under its id, which the reader drops
 */
record Arrival(String place, int expected, int ids, int missing, int unexpected, int doubled, int repeated) {
    private static final String LINE = "%-18s %8s %8s %8s %11s %8s %9s%n";

    /** @param told everything that is there */
    static Arrival at(String place, Collection<Told> told, Set<Told.Meaning> expected) {
        Set<Told> different = new HashSet<>(told);
        Set<String> ids = told.stream().map(Told::id).collect(Collectors.toSet());
        Set<Told.Meaning> said = told.stream().map(Told::meaning).collect(Collectors.toSet());
        Set<Told.Meaning> missing = new HashSet<>(expected);
        missing.removeAll(said);
        Set<Told.Meaning> unexpected = new HashSet<>(said);
        unexpected.removeAll(expected);
        return new Arrival(
                place,
                expected.size(),
                ids.size(),
                missing.size(),
                unexpected.size(),
                different.size() - said.size(),
                told.size() - different.size());
    }

    boolean once() {
        return missing == 0 && unexpected == 0 && doubled == 0;
    }

    static String table(List<Arrival> arrivals) {
        return LINE.formatted("signals", "expected", "ids", "missing", "unexpected", "doubled", "repeated")
                + arrivals.stream()
                        .map(each -> LINE.formatted(
                                each.place,
                                each.expected,
                                each.ids,
                                each.missing,
                                each.unexpected,
                                each.doubled,
                                each.repeated))
                        .collect(Collectors.joining());
    }
}
