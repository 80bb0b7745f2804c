package io.beton.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One SIGKILL; of the times that its table tells the last one is from the start to the first signal that is raised.
 *
 * @param work what was to be under way
 * @param made how many events there were by then
 * @param seen how much was under way
 * @param cutOff how much of it the death left undone
 * @param restarted when the process was started again
 * @param ready when it said that it was ready
 */
record Kill(Victim victim, Work work, int made, int seen, int cutOff, Instant at, Instant restarted, Instant ready) {
    private static final String HEAD = "%3s %-10s %-10s %9s %9s %7s %6s %6s %6s%n";
    private static final String LINE = "%3s %-10s %-10s %,9d %9d %7d %6.1f %6.1f %6s%n";

    /** One that cut nothing off counts for nothing. */
    boolean hit() {
        return cutOff > 0;
    }

    /** @param raised when each signal was raised, in order */
    static String table(List<Kill> kills, Collection<Instant> raised) {
        StringBuilder table = new StringBuilder(
                HEAD.formatted("", "killed", "while", "made", "under way", "cut off", "down s", "back s", "told s"));
        int hits = 0;
        for (Kill kill : kills) {
            Optional<Instant> first =
                    raised.stream().filter(kill.restarted::isBefore).findFirst();
            table.append(LINE.formatted(
                    kill.hit() ? ++hits : "-",
                    kill.victim.name().toLowerCase(Locale.ROOT),
                    kill.work.name().toLowerCase(Locale.ROOT),
                    kill.made,
                    kill.seen,
                    kill.cutOff,
                    seconds(kill.at, kill.restarted),
                    seconds(kill.restarted, kill.ready),
                    first.map(at -> "%.1f".formatted(seconds(kill.restarted, at)))
                            .orElse("-")));
        }
        return table.toString();
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1_000.0;
    }
}
