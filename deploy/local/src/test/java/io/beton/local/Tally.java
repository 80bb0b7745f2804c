package io.beton.local;

import io.beton.model.signal.Signal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What became of the events of one fault.
 *
 * @param made different events that PostHog has and the selector matches
 * @param published how often one of them stands on the topic of events
 * @param applied those of them that stand in the signal of whoever made them
 * @param lost those that do not
 * @param doubled signals that came one event too early, and those that came again
 */
record Tally(String fault, int made, long published, int applied, int lost, int doubled) {
    private static final String LINE = "%-66s %6s %10s %8s %5s %8s%n";

    /**
     * @param early the signals before the closing
     * @param all the signals after it
     */
    static Tally of(String fault, Crowd crowd, List<UUID> published, Collection<Signal> early, Collection<Signal> all) {
        Set<UUID> made = new HashSet<>();
        Set<UUID> applied = new HashSet<>();
        int doubled = 0;
        for (Crowd.Member member : crowd.members()) {
            made.addAll(member.made());
            List<Signal> told = of(member, all);
            told.forEach(signal -> applied.addAll(signal.events()));
            doubled += Math.max(0, told.size() - 1);
            if (!member.enough() && !of(member, early).isEmpty()) {
                doubled++;
            }
        }
        applied.retainAll(made);
        return new Tally(
                fault,
                made.size(),
                published.stream().filter(made::contains).count(),
                applied.size(),
                made.size() - applied.size(),
                doubled);
    }

    /** Whether everybody of a crowd who did as much as is needed was told of. */
    static boolean complete(Crowd crowd, Collection<Signal> signals) {
        return crowd.members().stream()
                .filter(member -> member.made().size() >= Crowd.NEEDED)
                .allMatch(member -> of(member, signals).stream()
                        .anyMatch(signal -> Set.copyOf(signal.events()).equals(member.made())));
    }

    static String table(List<Tally> tallies) {
        return LINE.formatted("fault", "made", "published", "applied", "lost", "doubled")
                + tallies.stream()
                        .map(each -> LINE.formatted(
                                each.fault, each.made, each.published, each.applied, each.lost, each.doubled))
                        .collect(Collectors.joining())
                + LINE.formatted(
                        "all",
                        tallies.stream().mapToInt(Tally::made).sum(),
                        tallies.stream().mapToLong(Tally::published).sum(),
                        tallies.stream().mapToInt(Tally::applied).sum(),
                        tallies.stream().mapToInt(Tally::lost).sum(),
                        tallies.stream().mapToInt(Tally::doubled).sum());
    }

    private static List<Signal> of(Crowd.Member member, Collection<Signal> signals) {
        Set<UUID> made = member.made();
        return signals.stream()
                .filter(signal -> signal.events().stream().anyMatch(made::contains))
                .toList();
    }
}
