package io.beton.ingest.poll;

import io.beton.model.event.EventBatch;
import io.beton.model.event.SubjectBucket;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Splits what was read by the subjects' buckets, so that all of one subject goes to one partition. */
public final class Buckets {
    private final ConnectionId connection;
    private final Subject of;
    private final long hypothesesOffset;
    private final int buckets;

    public Buckets(ConnectionId connection, Subject of, long hypothesesOffset, int buckets) {
        this.connection = connection;
        this.of = of;
        this.hypothesesOffset = hypothesesOffset;
        this.buckets = buckets;
    }

    /** One batch per bucket, by its number; batches can be empty. */
    public List<EventBatch> split(
            Collection<EventBatch.Event> events,
            Collection<EventBatch.Activity> activity,
            Map<SubjectId, Long> born,
            Collection<EventBatch.EarlierOutcome> earlier) {
        List<List<EventBatch.Event>> eventsOf = byBucket(events, EventBatch.Event::subject);
        List<List<EventBatch.Activity>> activityOf = byBucket(activity, EventBatch.Activity::subject);
        List<List<Map.Entry<SubjectId, Long>>> bornOf = byBucket(born.entrySet(), Map.Entry::getKey);
        List<List<EventBatch.EarlierOutcome>> earlierOf = byBucket(earlier, EventBatch.EarlierOutcome::subject);
        return IntStream.range(0, buckets)
                .mapToObj(bucket -> new EventBatch(
                        connection,
                        of,
                        hypothesesOffset,
                        EventBatch.NOT_SAID,
                        eventsOf.get(bucket),
                        activityOf.get(bucket),
                        bornOf.get(bucket).stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                        earlierOf.get(bucket)))
                .toList();
    }

    /** The same for each bucket. */
    List<EventBatch> each(EventBatch batch) {
        return Collections.nCopies(buckets, batch);
    }

    /** Whether a batch says anything. */
    public static boolean empty(EventBatch batch) {
        return batch.arrivedUntil() == EventBatch.NOT_SAID
                && batch.events().isEmpty()
                && batch.activity().isEmpty()
                && batch.born().isEmpty()
                && batch.earlier().isEmpty();
    }

    private <T> List<List<T>> byBucket(Collection<T> values, Function<T, SubjectId> subject) {
        List<List<T>> split = IntStream.range(0, buckets)
                .<List<T>>mapToObj(i -> new ArrayList<>())
                .toList();
        values.forEach(value ->
                split.get(SubjectBucket.of(subject.apply(value), buckets)).add(value));
        return split;
    }
}
