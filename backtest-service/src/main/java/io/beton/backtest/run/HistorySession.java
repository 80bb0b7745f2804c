package io.beton.backtest.run;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.loop.Loop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic whose work spans many records: what is open lives in memory and is read again after a crash. */
abstract class HistorySession<K, V> implements Loop.Session {
    private static final Duration POLL = Duration.ofMillis(200);

    final OpenWork<K, V> open = new OpenWork<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final DeadLetters deadLetters;

    HistorySession(String topic, KafkaConsumer<String, byte[]> consumer, DeadLetters deadLetters) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        consumer.subscribe(List.of(topic), new ForgetWhatIsRevoked());
    }

    /** Takes one record; a {@link RuntimeException} of the record's own fault is {@link Unreadable}. */
    abstract void take(TopicPartition partition, ConsumerRecord<String, byte[]> record) throws Unreadable;

    /** Looks after work that has been open for too long. */
    abstract void lookAround();

    @Override
    public final void step() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            try {
                take(partition, record);
            } catch (Unreadable e) {
                deadLetters.bury(record, e);
            }
            open.passed(partition, record.offset());
        }
        lookAround();
        consumer.commitSync(open.committable());
    }

    @Override
    public final void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public final void close() {
        consumer.close();
    }

    final int partitions(String topic) {
        return consumer.partitionsFor(topic).size();
    }

    private final class ForgetWhatIsRevoked implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            open.forget(partitions);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            open.forget(partitions);
        }
    }

    /** A record that will not become readable by trying again. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
