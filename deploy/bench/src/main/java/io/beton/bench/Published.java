package io.beton.bench;

import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.event.SubjectBucket;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** A world as ingest would publish it: batches in order of time, each of the subjects of one partition, then the ends. */
final class Published {
    private static final int BATCH = 5_000;
    private static final ConnectionId CONNECTION = new ConnectionId("con_bench");

    private final World world;
    private final RequestId request;
    private final int partitions;
    private final Labels labels;
    private final BiConsumer<Integer, byte[]> out;
    private final SubjectId[] subjects;
    private final int[] bucket;
    private final List<List<EventBatch.Event>> events;
    private final List<List<EventBatch.Activity>> activity;
    private final long[] sequences;
    private final long[] counts;

    /** @param out takes a partition and a record */
    private Published(World world, RequestId request, int partitions, Labels labels, BiConsumer<Integer, byte[]> out) {
        this.world = world;
        this.request = request;
        this.labels = labels;
        this.partitions = partitions;
        this.out = out;
        this.subjects = new SubjectId[world.persons()];
        this.bucket = new int[world.persons()];
        for (int person = 0; person < subjects.length; person++) {
            subjects[person] = new SubjectId(new UUID(person * 0x9E3779B97F4A7C15L, person).toString());
            bucket[person] = SubjectBucket.of(subjects[person], partitions);
        }
        this.events = lists(partitions);
        this.activity = lists(partitions);
        this.sequences = new long[partitions];
        this.counts = new long[partitions];
    }

    /** What is told of an event beside when and whose it is. */
    interface Labels {
        Set<SelectorId> matched(int event);

        Map<String, Long> values(int event);

        /** That each event is of the selector that names it. */
        static Labels names(World world) {
            List<Set<SelectorId>> selectors = IntStream.range(0, World.NAMES)
                    .mapToObj(name -> Set.of(Asked.selector(name).id()))
                    .toList();
            return new Labels() {
                @Override
                public Set<SelectorId> matched(int event) {
                    return selectors.get(world.name(event));
                }

                @Override
                public Map<String, Long> values(int event) {
                    return Map.of();
                }
            };
        }
    }

    /** @param withActivity whether first and last event of each day are told too */
    static void write(
            World world, RequestId request, int partitions, boolean withActivity, BiConsumer<Integer, byte[]> out) {
        write(world, request, partitions, withActivity, Labels.names(world), out);
    }

    static void write(
            World world,
            RequestId request,
            int partitions,
            boolean withActivity,
            Labels labels,
            BiConsumer<Integer, byte[]> out) {
        Published published = new Published(world, request, partitions, labels, out);
        published.writeEvents();
        if (withActivity) {
            published.writeActivity();
        }
        published.end();
    }

    private void writeEvents() {
        for (int event = 0; event < world.events(); event++) {
            int person = world.person(event);
            int to = bucket[person];
            long time = world.time(event);
            events.get(to)
                    .add(new EventBatch.Event(
                            subjects[person],
                            time,
                            time,
                            new UUID(event * 0x9E3779B97F4A7C15L, event),
                            labels.matched(event),
                            labels.values(event)));
            if (events.get(to).size() == BATCH) {
                flush(to);
            }
        }
    }

    private void writeActivity() {
        long[] first = new long[world.persons()];
        long[] last = new long[world.persons()];
        for (int event = 0; event < world.events(); event++) {
            int person = world.person(event);
            long time = world.time(event);
            if (last[person] != 0 && Times.day(last[person]) != Times.day(time)) {
                active(person, first[person], last[person]);
                first[person] = time;
            } else if (last[person] == 0) {
                first[person] = time;
            }
            last[person] = time;
        }
        for (int person = 0; person < world.persons(); person++) {
            active(person, first[person], last[person]);
        }
    }

    private void active(int person, long first, long last) {
        int to = bucket[person];
        activity.get(to).add(new EventBatch.Activity(subjects[person], first, last));
        if (activity.get(to).size() == BATCH) {
            flush(to);
        }
    }

    private void flush(int to) {
        counts[to] += events.get(to).size();
        EventBatch batch = new EventBatch(CONNECTION, -1, events.get(to), activity.get(to), Map.of(), List.of());
        out.accept(to, EventCodec.write(new HistoryRecord.Batch(request, sequences[to]++, batch)));
        events.get(to).clear();
        activity.get(to).clear();
    }

    private void end() {
        for (int to = 0; to < partitions; to++) {
            flush(to);
            out.accept(
                    to,
                    EventCodec.write(new HistoryRecord.End(
                            request, sequences[to], sequences[to], counts[to], World.END, Optional.empty())));
        }
    }

    private static <T> List<List<T>> lists(int count) {
        List<List<T>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>(BATCH));
        }
        return lists;
    }
}
