package io.beton.local;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What stands at one place after a loss.
 *
 * @param missing what was to come and is not there
 * @param unexpected what is there although it was not to come
 * @param doubled ids beyond the first that say the same
 * @param repeated how often something came again under its id, which a reader drops
 */
record Arrived(String place, int expected, int missing, int unexpected, int doubled, int repeated) {
    private static final String LINE = "%-18s %-9s %9s %8s %11s %8s %9s %5s%n";
    static final String HEAD =
            LINE.formatted("lost", "place", "expected", "missing", "unexpected", "doubled", "repeated", "s");

    /**
     * @param wanted what must be there
     * @param allowed what may be
     * @param told what each id says, as often as it came
     */
    static Arrived at(String place, Set<String> wanted, Set<String> allowed, Map<String, List<String>> told) {
        Set<String> said = told.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Set<String> missing = new HashSet<>(wanted);
        missing.removeAll(said);
        Set<String> unexpected = new HashSet<>(said);
        unexpected.removeAll(allowed);
        int records = told.values().stream().mapToInt(List::size).sum();
        return new Arrived(
                place,
                wanted.size(),
                missing.size(),
                unexpected.size(),
                told.size() - said.size(),
                records - told.size());
    }

    boolean whole() {
        return missing == 0 && unexpected == 0 && doubled == 0;
    }

    String line(Loss loss, long seconds) {
        return LINE.formatted(loss, place, expected, missing, unexpected, doubled, repeated, seconds);
    }
}
