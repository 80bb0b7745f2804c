package io.beton.kit.kafka;

import io.beton.kit.trace.TracedRecords;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Records on their way, in order, only a few of which wait for their acknowledgement at once. The first failure is thrown
 * as a {@link KafkaException} by one of the next calls; what was sent behind it may have arrived.
 */
public final class Sending {
    private static final int MOST_ON_THEIR_WAY = 16;

    private final KafkaProducer<String, byte[]> producer;
    private final Queue<Future<RecordMetadata>> onTheirWay = new ArrayDeque<>();

    Sending(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    /** Returns when the record is on its way, which it is not while too many before it are. */
    public void send(ProducerRecord<String, byte[]> record) {
        if (onTheirWay.size() >= MOST_ON_THEIR_WAY) {
            Publisher.await(onTheirWay.remove());
        }
        TracedRecords.stamp(record);
        onTheirWay.add(producer.send(record));
    }

    /** Returns when every record is acknowledged. */
    public void await() {
        producer.flush();
        while (!onTheirWay.isEmpty()) {
            Publisher.await(onTheirWay.remove());
        }
    }
}
