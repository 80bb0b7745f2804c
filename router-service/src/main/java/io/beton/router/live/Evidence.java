package io.beton.router.live;

import io.beton.model.match.Numbering;
import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private final Map<UUID, MatchedEvent> events = new HashMap<>(4);
    private final TreeMap<Long, ActiveDay> days = new TreeMap<>();
    private long born = Times.NEVER;
    /** The events in order of time, while nothing has changed since they were put in order. */
    private Optional<List<MatchedEvent>> ordered = Optional.empty();

    void add(MatchedEvent event) {
        events.merge(event.uuid(), event, MatchedEvent::merge);
        ordered = Optional.empty();
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
        ordered = Optional.empty();
    }

    void dropIf(Predicate<MatchedEvent> superfluous) {
        if (events.values().removeIf(superfluous)) {
            ordered = Optional.empty();
        }
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
        if (ordered.isEmpty()) {
            MatchedEvent[] all = events.values().toArray(MatchedEvent[]::new);
            Arrays.sort(all, MatchedEvent.BY_TIME);
            ordered = Optional.of(List.of(all));
        }
        return ordered.get();
    }

    /** As the matcher sees it. */
    SubjectEvents asked(Numbering numbers) {
        MatchedEvent[][] matches = new MatchedEvent[numbers.size()][];
        for (int selector = 0; selector < matches.length; selector++) {
            MatchedEvent[] matched = new MatchedEvent[events.size()];
            int count = 0;
            for (MatchedEvent event : events()) {
                if (event.selectors().get(selector)) {
                    matched[count++] = event;
                }
            }
            matches[selector] = Arrays.copyOf(matched, count);
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
