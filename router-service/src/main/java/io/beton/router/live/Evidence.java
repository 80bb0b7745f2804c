package io.beton.router.live;

import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * What is known of one subject for one claim; it only grows, and the order in which it came does not show.
 *
 * <p>Every event counts once by its uuid, the earliest sign of life and of birth are kept.
 */
final class Evidence {
    private final Map<UUID, MatchedEvent> events = new HashMap<>();
    private long firstSeen = Times.NEVER;
    private long born = Times.NEVER;

    void add(MatchedEvent event) {
        events.merge(event.uuid(), event, MatchedEvent::merge);
    }

    void seen(long at) {
        firstSeen = Math.min(firstSeen, at);
    }

    void born(long at) {
        born = Math.min(born, at);
    }

    void add(Evidence other) {
        other.events.values().forEach(this::add);
        seen(other.firstSeen);
        born(other.born);
    }

    void drop(Collection<MatchedEvent> superfluous) {
        superfluous.forEach(event -> events.remove(event.uuid()));
    }

    int size() {
        return events.size();
    }

    long firstSeen() {
        return firstSeen;
    }

    long born() {
        return born;
    }

    /** In order of time. */
    List<MatchedEvent> events() {
        return events.values().stream().sorted(MatchedEvent.BY_TIME).toList();
    }

    /** As the matcher sees it. */
    SubjectEvents asked(int selectors) {
        List<MatchedEvent> ordered =
                events.values().stream().sorted(MatchedEvent.BY_TIME).toList();
        long[][] times = new long[selectors][];
        for (int selector = 0; selector < selectors; selector++) {
            times[selector] = timesOf(selector, ordered).toArray();
        }
        return new Columns(times, firstSeen, born);
    }

    private static LongStream timesOf(int selector, List<MatchedEvent> ordered) {
        return ordered.stream().filter(event -> event.selectors().get(selector)).mapToLong(MatchedEvent::timestamp);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence that
                && events.equals(that.events)
                && firstSeen == that.firstSeen
                && born == that.born;
    }

    @Override
    public int hashCode() {
        return Objects.hash(events, firstSeen, born);
    }

    private record Columns(long[][] times, long firstSeen, long subjectCreated) implements SubjectEvents {
        @Override
        public int count(int selector) {
            return times[selector].length;
        }

        @Override
        public long time(int selector, int i) {
            return times[selector][i];
        }

        /** Conditions that tell values apart are not approved, so no values are kept. */
        @Override
        public long value(int property, int i) {
            return NO_VALUE;
        }

        @Override
        public int activeDays() {
            return firstSeen == Times.NEVER ? 0 : 1;
        }

        @Override
        public long firstOfDay(int i) {
            return firstSeen;
        }

        @Override
        public long lastOfDay(int i) {
            return firstSeen;
        }

        @Override
        public long firstSession() {
            return NO_VALUE;
        }
    }
}
