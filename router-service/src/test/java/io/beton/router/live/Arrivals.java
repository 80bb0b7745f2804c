package io.beton.router.live;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Generated;
import io.beton.model.match.PlainHistory;
import io.beton.model.match.PlainHistory.PlainEvent;
import io.beton.model.match.Times;
import io.beton.model.match.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** The events of one subject as they come to the source: some of them late, copies after what they are copies of. */
final class Arrivals {
    static final SubjectId SUBJECT = new SubjectId("ann");
    static final long LATENESS = 30 * Times.HOUR;
    /** How far back polls read once more. */
    private static final long OVERLAP = 6 * Times.HOUR;

    private static final ConnectionId CONNECTION = new ConnectionId("con_1");

    private final PlainHistory history;
    private final Set<PlainEvent> counting;
    private final boolean inOrder;
    private final Random random;

    /** @param late how late an event may come */
    Arrivals(PlainHistory plain, long late, Random random) {
        Map<UUID, PlainEvent> first = new HashMap<>();
        List<PlainEvent> arriving = new ArrayList<>();
        plain.events().stream()
                .sorted(Comparator.comparingLong(PlainEvent::createdAt))
                .forEach(event -> {
                    PlainEvent of = first.get(event.uuid());
                    long createdAt = of != null
                            ? of.createdAt() + 1_000 + random.nextInt(1_000_000)
                            : event.time() + (late == 0 ? 0 : random.nextInt((int) (late / Times.HOUR)) * Times.HOUR);
                    // a copy bears the same name, since the source is asked by it
                    PlainEvent like = of == null ? event : of;
                    PlainEvent arrived =
                            new PlainEvent(event.uuid(), like.name(), event.time(), createdAt, like.properties());
                    first.putIfAbsent(event.uuid(), arrived);
                    // an event of the future would come out of order
                    if (late > 0 || arrived.time() <= createdAt) {
                        arriving.add(arrived);
                    }
                });
        this.history = new PlainHistory(arriving, plain.created());
        this.counting = new HashSet<>(history.within(Generated.START, Long.MAX_VALUE));
        this.inOrder = late == 0;
        this.random = random;
    }

    PlainHistory history() {
        return history;
    }

    /** What a warm-up reads up to a time of arrival, in any order, with repeats. */
    List<Batch> disorderedUntil(long time) {
        List<PlainEvent> events = new ArrayList<>(inOrderOfArrival().stream()
                .filter(event -> event.createdAt() < time)
                .toList());
        for (int i = events.size() / 3; i > 0; i--) {
            events.add(events.get(random.nextInt(events.size())));
        }
        if (inOrder) {
            // one query tells the first session of a day
            return List.of(new Batch(events, time));
        }
        Collections.shuffle(events, random);
        return cut(events, List.of()).stream()
                .map(batch -> new Batch(batch.events, time))
                .toList();
    }

    /** What the polls after it read, as it comes, with repeats of what came in the last time. */
    List<Batch> after(long time) {
        return between(time, Times.NEVER);
    }

    List<Batch> between(long from, long until) {
        List<PlainEvent> all = inOrderOfArrival();
        return cut(
                all.stream()
                        .filter(event -> event.createdAt() >= from && event.createdAt() < until)
                        .toList(),
                all);
    }

    private List<PlainEvent> inOrderOfArrival() {
        return history.events().stream()
                .sorted(Comparator.comparingLong(PlainEvent::createdAt))
                .toList();
    }

    private List<Batch> cut(List<PlainEvent> events, List<PlainEvent> repeated) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(5));
            while (to < events.size()
                    && events.get(to).createdAt() == events.get(to - 1).createdAt()) {
                to++;
            }
            List<PlainEvent> batch = new ArrayList<>(events.subList(from, to));
            long since = events.get(from).createdAt();
            repeated.stream()
                    .filter(event -> event.createdAt() < since && event.createdAt() >= since - OVERLAP)
                    .filter(event -> random.nextInt(3) == 0)
                    .forEach(batch::add);
            batches.add(new Batch(
                    batch, to == events.size() ? Times.NEVER : events.get(to).createdAt()));
            from = to;
        }
        return batches;
    }

    /** @param arrivedUntil before which everything has come with this batch or before it */
    final class Batch {
        private final List<PlainEvent> events;
        private final long arrivedUntil;

        private Batch(List<PlainEvent> events, long arrivedUntil) {
            this.events = events;
            this.arrivedUntil = arrivedUntil;
        }

        long arrivedUntil() {
            return arrivedUntil;
        }

        /** As ingest would publish it. */
        EventBatch of(Claim claim) {
            return new EventBatch(
                    CONNECTION,
                    -1,
                    events.stream()
                            .map(event -> Wire.event(SUBJECT, event, claim.firingSelectors(), claim.counted()))
                            .filter(event -> !event.matched().isEmpty())
                            .toList(),
                    Wire.activity(
                            SUBJECT, events.stream().filter(counting::contains).toList()),
                    history.created().isPresent()
                            ? Map.of(SUBJECT, history.created().getAsLong())
                            : Map.of(),
                    List.of());
        }
    }
}
