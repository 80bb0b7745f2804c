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
 * @param before what was under way
 * @param interrupted whether some of it still was once the process was dead
 * @param restarted when the process was started again
 * @param ready when it said that it was ready
 */
record Kill(
        Victim victim,
        Victim.Work work,
        InFlight before,
        boolean interrupted,
        Instant at,
        Instant restarted,
        Instant ready) {
    private static final String HEAD = "%3s %-10s %-10s %9s %s %4s %6s %6s %6s%n";
    private static final String LINE = "%3d %-10s %-10s %,9d %s %4s %6.1f %6.1f %6s%n";

    /** @param raised when each signal was raised, in order */
    static String table(List<Kill> kills, Collection<Instant> raised) {
        StringBuilder table = new StringBuilder(HEAD.formatted(
                "", "killed", "while", "published", InFlight.HEADS, "hit", "down s", "back s", "told s"));
        for (int i = 0; i < kills.size(); i++) {
            Kill kill = kills.get(i);
            Optional<Instant> first =
                    raised.stream().filter(kill.restarted::isBefore).findFirst();
            table.append(LINE.formatted(
                    i + 1,
                    kill.victim.name().toLowerCase(Locale.ROOT),
                    kill.work.name().toLowerCase(Locale.ROOT),
                    kill.before.published(),
                    kill.before,
                    kill.interrupted ? "yes" : "no",
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
