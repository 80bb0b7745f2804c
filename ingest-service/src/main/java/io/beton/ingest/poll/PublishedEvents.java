package io.beton.ingest.poll;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Hypothesis;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The latest events that were published for some hypotheses, by uuid, so that what the next poll reads again is not
 * published again.
 *
 * <p>It lives in memory, for one version of the matched hypotheses: after a restart, on another replica and for a new
 * hypothesis the overlap is published once more, and whoever matches drops what it has.
 */
final class PublishedEvents {
    /** About 50 MB; what the overlap holds beyond it is published again. */
    static final int MOST = 100_000;

    private static final Comparator<EventBatch.Event> WHICH_COPY_COUNTS =
            Comparator.comparingLong(EventBatch.Event::createdAt).thenComparingLong(EventBatch.Event::timestamp);

    private final List<Hypothesis> hypotheses;
    private final Map<UUID, EventBatch.Event> latest;

    /** None yet. */
    PublishedEvents(List<Hypothesis> hypotheses) {
        this(hypotheses, Map.of());
    }

    private PublishedEvents(List<Hypothesis> hypotheses, Map<UUID, EventBatch.Event> latest) {
        this.hypotheses = List.copyOf(hypotheses);
        this.latest = new LinkedHashMap<>(latest);
    }

    boolean areFor(List<Hypothesis> matched) {
        return hypotheses.equals(matched);
    }

    PublishedEvents copy() {
        return new PublishedEvents(hypotheses, latest);
    }

    /** Takes what was read, and returns those of it that say something new. */
    List<EventBatch.Event> add(List<EventBatch.Event> read) {
        return read.stream().filter(this::isNew).toList();
    }

    /** Forgets what no later poll reads again: what arrived before a time in microseconds. */
    void forgetBefore(long createdAt) {
        latest.values().removeIf(event -> event.createdAt() < createdAt);
    }

    private boolean isNew(EventBatch.Event event) {
        EventBatch.Event known = latest.get(event.uuid());
        if (known != null && covers(known, event)) {
            return false;
        }
        latest.remove(event.uuid());
        latest.put(event.uuid(), event);
        if (latest.size() > MOST) {
            latest.remove(latest.keySet().iterator().next());
        }
        return true;
    }

    /** A person may have been merged into another; of differing copies of an event the first counts. */
    private static boolean covers(EventBatch.Event known, EventBatch.Event event) {
        int order = WHICH_COPY_COUNTS.compare(known, event);
        return known.subject().equals(event.subject())
                && (order < 0 || (order == 0 && known.matched().containsAll(event.matched())));
    }
}
