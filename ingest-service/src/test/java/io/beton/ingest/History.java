package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.event.SubjectBucket;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What stands on the topic of one request, by partition. */
record History(Map<Integer, List<HistoryRecord>> records) {
    private static final int PARTITIONS = Topics.HISTORY.partitions();

    static History of(String request, List<ConsumerRecord<String, byte[]>> seen) {
        Map<Integer, List<HistoryRecord>> records = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : seen) {
            HistoryRecord read = EventCodec.readHistory(record.value());
            if (read.requestId().value().equals(request)) {
                records.computeIfAbsent(record.partition(), added -> new ArrayList<>())
                        .add(read);
            }
        }
        return new History(records);
    }

    /** Of two runs with as many records one. */
    History half(int which) {
        Map<Integer, List<HistoryRecord>> half = new HashMap<>();
        records.forEach((partition, all) ->
                half.put(partition, all.subList(which * all.size() / 2, (which + 1) * all.size() / 2)));
        return new History(half);
    }

    List<HistoryRecord.End> ends() {
        return records.values().stream()
                .flatMap(List::stream)
                .filter(HistoryRecord.End.class::isInstance)
                .map(HistoryRecord.End.class::cast)
                .toList();
    }

    List<EventBatch> batches() {
        return records.values().stream()
                .flatMap(List::stream)
                .filter(HistoryRecord.Batch.class::isInstance)
                .map(record -> ((HistoryRecord.Batch) record).events().unpacked())
                .toList();
    }

    List<HistoryRecord.Expected> expected() {
        return records.values().stream()
                .flatMap(List::stream)
                .filter(HistoryRecord.Batch.class::isInstance)
                .map(record -> ((HistoryRecord.Batch) record).expected())
                .toList();
    }

    List<EventBatch.Event> events() {
        return batches().stream().flatMap(batch -> batch.events().stream()).toList();
    }

    /** By day its first and last time; a day that two slices share comes in two parts. */
    Map<Long, List<Long>> daysOf(SubjectId subject) {
        Map<Long, List<Long>> days = new HashMap<>();
        batches().stream()
                .flatMap(batch -> batch.activity().stream())
                .filter(activity -> activity.subject().equals(subject))
                .forEach(part -> days.merge(
                        part.first() - Math.floorMod(part.first(), Times.DAY),
                        List.of(part.first(), part.last()),
                        (one, other) ->
                                List.of(Math.min(one.get(0), other.get(0)), Math.max(one.get(1), other.get(1)))));
        return days;
    }

    List<EventBatch.EarlierOutcome> earlier() {
        return batches().stream().flatMap(batch -> batch.earlier().stream()).toList();
    }

    Map<SubjectId, Long> born() {
        Map<SubjectId, Long> born = new HashMap<>();
        batches().forEach(batch -> born.putAll(batch.born()));
        return born;
    }

    /** Numbered without a gap from 0, one end each that counts what came, every subject on its own partition. */
    void assertWhole() {
        assertThat(records).hasSize(PARTITIONS);
        records.forEach((partition, all) -> {
            long events = 0;
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).sequence()).isEqualTo(i);
                if (all.get(i) instanceof HistoryRecord.Batch batch) {
                    events += batch.events().events();
                    assertThat(batch.events().unpacked().events())
                            .allSatisfy(event -> assertThat(SubjectBucket.of(event.subject(), PARTITIONS))
                                    .isEqualTo(partition));
                }
            }
            HistoryRecord.End end = (HistoryRecord.End) all.get(all.size() - 1);
            assertThat(end.failure()).isEmpty();
            assertThat(end.batches()).isEqualTo(all.size() - 1);
            assertThat(end.events()).isEqualTo(events);
            assertThat(end.partitions()).isEqualTo(PARTITIONS);
        });
    }
}
