package io.beton.bench.live;

import io.beton.kit.kafka.Publisher;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.hypothesis.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes sessions as ingest does: poll by poll, each read in pages, of which each partition gets a record of at
 * most so many events, and at the end of a poll the word that everything up to it has come.
 */
final class Polls {
    private static final int PAGE = 50_000;
    private static final int BATCH = 10_000;
    private static final int MILLI = 1_000;

    private final Sessions sessions;
    private final List<List<ProducerRecord<String, byte[]>>> polls = new ArrayList<>();

    /** @param every how much time a poll covers */
    Polls(Sessions sessions, Duration every) {
        this.sessions = sessions;
        long millis = every.toMillis();
        int from = 0;
        while (from < sessions.size()) {
            long end = (sessions.millis(from) / millis + 1) * millis;
            List<ProducerRecord<String, byte[]>> poll = new ArrayList<>();
            int next = from;
            while (next < sessions.size() && sessions.millis(next) < end) {
                int until = next;
                while (until < sessions.size() && until - next < PAGE && sessions.millis(until) < end) {
                    until++;
                }
                poll.addAll(page(next, until));
                next = until;
            }
            poll.addAll(word(sessions.partitions(), end * MILLI));
            polls.add(poll);
            from = next;
        }
    }

    /** How many bytes they are, before they are compressed. */
    long bytes() {
        return polls.stream()
                .flatMap(List::stream)
                .mapToLong(record -> record.value().length)
                .sum();
    }

    void publish(Publisher publisher) {
        polls.forEach(publisher::publish);
    }

    /** The events of a page by partition. */
    private List<ProducerRecord<String, byte[]>> page(int from, int to) {
        return records(sessions, from, to, BATCH);
    }

    static List<ProducerRecord<String, byte[]>> records(Sessions sessions, int from, int to, int batch) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < sessions.partitions(); partition++) {
            List<EventBatch.Event> events = new ArrayList<>();
            for (int i = from; i < to; i++) {
                if (sessions.partition(i) == partition) {
                    events.add(sessions.event(i));
                }
                if (events.size() == batch || (i == to - 1 && !events.isEmpty())) {
                    records.add(record(partition, batch(events)));
                    events.clear();
                }
            }
        }
        return records;
    }

    /** Everything up to a time has come. */
    private static List<ProducerRecord<String, byte[]>> word(int partitions, long until) {
        List<ProducerRecord<String, byte[]>> words = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            words.add(record(partition, EventBatch.arrived(Watch.CONNECTION, Subject.PERSON, -1, until)));
        }
        return words;
    }

    private static EventBatch batch(List<EventBatch.Event> events) {
        return new EventBatch(Watch.CONNECTION, -1, events, List.of(), Map.of(), List.of());
    }

    private static ProducerRecord<String, byte[]> record(int partition, EventBatch batch) {
        return new ProducerRecord<>(Topics.EVENTS.name(), partition, "", EventCodec.write(batch));
    }
}
