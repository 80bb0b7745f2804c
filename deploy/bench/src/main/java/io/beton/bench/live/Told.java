package io.beton.bench.live;

import io.beton.bench.BenchKafka;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.SubjectId;
import io.beton.model.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Follows the topic of signals from where it stands. */
final class Told implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(5);

    private final KafkaConsumer<String, byte[]> consumer;

    Told(BenchKafka kafka, boolean fromTheBeginning) {
        consumer = kafka.consumer();
        List<TopicPartition> partitions = IntStream.range(0, kafka.publisher().partitions(Topics.SIGNALS.name()))
                .mapToObj(partition -> new TopicPartition(Topics.SIGNALS.name(), partition))
                .toList();
        consumer.assign(partitions);
        if (fromTheBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position);
    }

    /** What comes until somebody says that it is enough, and then whatever has come by then. */
    List<Heard> until(BooleanSupplier enough) {
        List<Heard> heard = new ArrayList<>();
        boolean last = false;
        while (!last) {
            boolean over = enough.getAsBoolean();
            boolean any = false;
            for (ConsumerRecord<String, byte[]> record : consumer.poll(over ? POLL.multipliedBy(100) : POLL)) {
                heard.add(new Heard(Json.read(record.value(), Signal.class), System.currentTimeMillis()));
                any = true;
            }
            last = over && !any;
        }
        return heard;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** @param at when it was read, in milliseconds */
    record Heard(Signal signal, long at) {
        Firer firer() {
            return new Firer(signal.hypothesisId(), signal.subject().id());
        }
    }

    /** Who fired for what. */
    record Firer(HypothesisId hypothesis, SubjectId subject) {}
}
