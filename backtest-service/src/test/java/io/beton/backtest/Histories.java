package io.beton.backtest;

import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.event.HistoryRecord;
import io.beton.model.event.SubjectBucket;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Fixtures: requests, events whose times are days after the start of a window of 90, and the records that carry them. */
public final class Histories {
    public static final ConnectionId CONNECTION = new ConnectionId("con_test");
    public static final int WINDOW_DAYS = 90;
    public static final Instant AS_OF = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant START = AS_OF.minus(Duration.ofDays(WINDOW_DAYS));

    private Histories() {}

    public static long at(double day) {
        return Times.micros(START) + Math.round(day * Times.DAY);
    }

    public static HistoryRequest request(String id, Purpose purpose, Candidate... candidates) {
        return new HistoryRequest(new RequestId(id), CONNECTION, purpose, AS_OF, WINDOW_DAYS, List.of(candidates));
    }

    public static Candidate candidate(String hypothesis, Claim claim, boolean searched) {
        return new Candidate(new HypothesisId(hypothesis), 1, claim, Bar.DEFAULT, searched, searched ? 320 : 1);
    }

    /** An event whose uuid follows from what it is, so that the same call gives the same event. */
    public static EventBatch.Event event(String subject, double day, String... names) {
        return event(subject, day, day, subject + day + String.join(",", names), names);
    }

    public static EventBatch.Event event(String subject, double day, double created, String uuid, String... names) {
        return new EventBatch.Event(
                new SubjectId(subject),
                at(day),
                at(created),
                UUID.nameUUIDFromBytes(uuid.getBytes(StandardCharsets.UTF_8)),
                ids(names));
    }

    public static EventBatch batch(List<EventBatch.Event> events) {
        return new EventBatch(CONNECTION, -1, events, List.of(), Map.of(), List.of());
    }

    /** The same, with the activity that these events are. */
    public static EventBatch activeBatch(List<EventBatch.Event> events) {
        List<EventBatch.Activity> activity = events.stream()
                .map(event -> new EventBatch.Activity(event.subject(), event.timestamp(), event.timestamp()))
                .toList();
        return new EventBatch(CONNECTION, -1, events, activity, Map.of(), List.of());
    }

    /** What ingest would publish: per partition batches of some events each, then the end. */
    public static Map<Integer, List<HistoryRecord>> records(
            HistoryRequest request, List<EventBatch.Event> events, int partitions, int batchSize) {
        Map<Integer, List<HistoryRecord>> records = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            int bucket = partition;
            List<EventBatch.Event> here = events.stream()
                    .filter(event -> SubjectBucket.of(event.subject(), partitions) == bucket)
                    .toList();
            records.put(partition, records(request.requestId(), here, batchSize));
        }
        return records;
    }

    private static List<HistoryRecord> records(RequestId request, List<EventBatch.Event> events, int batchSize) {
        int batches = (events.size() + batchSize - 1) / batchSize;
        List<HistoryRecord> records = IntStream.range(0, batches)
                .mapToObj(i -> new HistoryRecord.Batch(
                        request,
                        i,
                        activeBatch(events.subList(i * batchSize, Math.min(events.size(), (i + 1) * batchSize)))))
                .collect(Collectors.toCollection(ArrayList::new));
        records.add(new HistoryRecord.End(
                request, batches, batches, events.size(), Times.micros(AS_OF) + 5, Optional.empty()));
        return records;
    }

    private static Set<SelectorId> ids(String... names) {
        return Stream.of(names).map(name -> Selector.of(name).id()).collect(Collectors.toSet());
    }
}
