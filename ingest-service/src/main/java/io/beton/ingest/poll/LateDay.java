package io.beton.ingest.poll;

import io.beton.ingest.posthog.LateCountQuery;
import io.beton.ingest.posthog.Range;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * How many events of one UTC day had come late for one kind of subject, when they were counted.
 *
 * @param kind a group type, or empty for persons
 * @param hypotheses whose events were counted
 * @param latest when the last of them arrived, in microseconds
 */
record LateDay(String kind, UUID hypotheses, long day, long events, long latest) {

    static LateDay of(MatchedHypotheses.Needs needs, LateCountQuery.Day counted) {
        return new LateDay(
                needs.subject().groupType().orElse(""),
                needs.version(),
                counted.day(),
                counted.events(),
                counted.latest());
    }

    /** Whether something has come since it was last counted; for other hypotheses, since a time in microseconds. */
    boolean changed(Set<LateDay> before, long since) {
        return before.stream().anyMatch(this::comparable) ? !before.contains(this) : latest >= since;
    }

    private boolean comparable(LateDay other) {
        return kind.equals(other.kind) && hypotheses.equals(other.hypotheses) && day == other.day;
    }

    /** The days of these; such as follow each other are one range. */
    static List<Range.Happened> ranges(Collection<LateDay> days) {
        List<Range.Happened> ranges = new ArrayList<>();
        for (long day : new TreeSet<>(days.stream().map(LateDay::day).toList())) {
            Range.Happened range = Range.ofTimestamps(day * Times.DAY, (day + 1) * Times.DAY);
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).to() == range.from()) {
                ranges.set(last, Range.ofTimestamps(ranges.get(last).from(), range.to()));
            } else {
                ranges.add(range);
            }
        }
        return ranges;
    }
}
