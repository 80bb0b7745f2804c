package io.beton.backtest.loop;

import io.beton.kit.kafka.DeadLetters;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One thread that reads its share of a topic and hands each partition's records to the work on it.
 *
 * <p>Reads: the topic. Writes: offsets, only as far as the work says. On failure: a record that cannot be understood
 * becomes a dead letter; where Kafka itself fails, all work is abandoned and read again from the committed offsets.
 */
public final class RecordLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RecordLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

    private final String topic;
    private final Supplier<KafkaConsumer<String, byte[]>> consumers;
    private final PartitionWork.Factory factory;
    private final DeadLetters deadLetters;
    private final Thread thread;
    private final Map<TopicPartition, PartitionWork> work = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private volatile boolean closed;

    public RecordLoop(
            String topic,
            Supplier<KafkaConsumer<String, byte[]>> consumers,
            PartitionWork.Factory factory,
            DeadLetters deadLetters) {
        this.topic = topic;
        this.consumers = consumers;
        this.factory = factory;
        this.deadLetters = deadLetters;
        this.thread = new Thread(this::run, "read " + topic);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public boolean alive() {
        return thread.isAlive();
    }

    /** Ends between two records, without committing anything more. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer = consumers.get()) {
                consumer.subscribe(List.of(topic), new Assignment(consumer));
                while (!closed) {
                    step(consumer);
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "reading failed, starts over from the committed offsets: topic=%s", topic);
                pause();
            } finally {
                abandon(Set.copyOf(work.keySet()));
            }
        }
    }

    private void step(KafkaConsumer<String, byte[]> consumer) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (closed) {
                return;
            }
            handle(record);
        }
        work.values().forEach(PartitionWork::idle);
        commit(consumer);
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        try {
            work.get(new TopicPartition(record.topic(), record.partition())).handle(record);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            deadLetters.bury(record, e);
        }
    }

    private void commit(KafkaConsumer<String, byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        work.forEach((partition, handler) -> due.put(
                partition, new OffsetAndMetadata(handler.committable(consumer.position(partition)), handler.note())));
        due.entrySet().removeIf(entry -> entry.getValue().equals(committed.get(entry.getKey())));
        if (!due.isEmpty()) {
            consumer.commitSync(due);
            committed.putAll(due);
        }
    }

    private void abandon(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            committed.remove(partition);
            PartitionWork given = work.remove(partition);
            if (given != null) {
                given.abandon();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private final class Assignment implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> consumer;

        Assignment(KafkaConsumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> last = consumer.committed(Set.copyOf(partitions));
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata offset = last.get(partition);
                String note = offset == null ? "" : offset.metadata();
                work.put(partition, factory.assigned(partition.partition(), note));
            }
            LOG.infof("reading: topic=%s partitions=%s", topic, partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            abandon(partitions);
        }
    }
}
