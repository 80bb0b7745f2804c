package io.beton.router.live;

import io.beton.model.match.Numbering;
import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What is known of one subject for one claim; the order in which it came does not show.
 *
 * <p>Every event counts once by its uuid, the parts of a day are put together, the earliest birth is kept.
 */
final class Evidence {
    private final Map<UUID, MatchedEvent> events = new HashMap<>();
    private final TreeMap<Long, ActiveDay> days = new TreeMap<>();
    private long born = Times.NEVER;

    void add(MatchedEvent event) {
        events.merge(event.uuid(), event, MatchedEvent::merge);
    }

    void seen(ActiveDay day) {
        days.merge(Times.day(day.first()), day, ActiveDay::merge);
    }

    void born(long at) {
        born = Math.min(born, at);
    }

    void add(Evidence other) {
        other.events.values().forEach(this::add);
        other.days.values().forEach(this::seen);
        born(other.born);
    }

    void drop(Collection<MatchedEvent> superfluous) {
        superfluous.forEach(event -> events.remove(event.uuid()));
    }

    void dropIf(Predicate<MatchedEvent> superfluous) {
        events.values().removeIf(superfluous);
    }

    void dropDaysIf(Predicate<ActiveDay> superfluous) {
        days.values().removeIf(superfluous);
    }

    boolean isEmpty() {
        return events.isEmpty() && days.isEmpty() && born == Times.NEVER;
    }

    /** The first time at which all its events lie in the past and are settled; or {@link Times#NEVER}. */
    long settledAt() {
        return events.values().stream()
                .mapToLong(event -> Math.max(event.timestamp(), event.createdAt()) + 1)
                .max()
                .orElse(Times.NEVER);
    }

    boolean knows(UUID event) {
        return events.containsKey(event);
    }

    Set<UUID> uuids() {
        return events.keySet();
    }

    int size() {
        return events.size();
    }

    long born() {
        return born;
    }

    /** In their order. */
    List<ActiveDay> days() {
        return List.copyOf(days.values());
    }

    /** In order of time. */
    List<MatchedEvent> events() {
        return events.values().stream().sorted(MatchedEvent.BY_TIME).toList();
    }

    /** As the matcher sees it. */
    SubjectEvents asked(Numbering numbers) {
        List<MatchedEvent> ordered = events();
        MatchedEvent[][] matches = new MatchedEvent[numbers.size()][];
        for (int i = 0; i < matches.length; i++) {
            int selector = i;
            matches[i] = ordered.stream()
                    .filter(event -> event.selectors().get(selector))
                    .toArray(MatchedEvent[]::new);
        }
        return new Columns(numbers, matches, days.values().toArray(ActiveDay[]::new), born);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Evidence that
                && events.equals(that.events)
                && days.equals(that.days)
                && born == that.born;
    }

    @Override
    public int hashCode() {
        return Objects.hash(events, days, born);
    }

    @Override
    public String toString() {
        return "Evidence" + events() + days() + born;
    }

    private record Columns(Numbering numbers, MatchedEvent[][] matches, ActiveDay[] days, long subjectCreated)
            implements SubjectEvents {
        @Override
        public int count(int selector) {
            return matches[selector].length;
        }

        @Override
        public long time(int selector, int i) {
            return matches[selector][i].timestamp();
        }

        @Override
        public long value(int property, int i) {
            return matches[numbers.values().get(property).selector()][i]
                    .values()
                    .getOrDefault(property, NO_VALUE);
        }

        @Override
        public int activeDays() {
            return days.length;
        }

        @Override
        public long firstOfDay(int i) {
            return days[i].first();
        }

        @Override
        public long lastOfDay(int i) {
            return days[i].last();
        }

        @Override
        public long firstSession() {
            return days.length == 0 ? NO_VALUE : days[0].firstSession();
        }
    }
}
