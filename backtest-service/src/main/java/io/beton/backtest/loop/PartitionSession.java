package io.beton.backtest.loop;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.loop.Loop;
import io.beton.kit.trace.Cause;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads this instance's share of a topic and hands each partition's records to the work on it.
 *
 * <p>Reads: the topic. Writes: offsets, only as far as the work says. On failure: a record that cannot be understood
 * becomes a dead letter; where Kafka itself fails, or the work is broken off, the session ends, and the next one reads from the committed offsets.
 */
public final class PartitionSession implements Loop.Session {
    private static final Logger LOG = Logger.getLogger(PartitionSession.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, byte[]> consumer;
    private final PartitionWork.Factory factory;
    private final DeadLetters deadLetters;
    private final Map<TopicPartition, PartitionWork> work = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    public PartitionSession(
            String topic,
            KafkaConsumer<String, byte[]> consumer,
            PartitionWork.Factory factory,
            DeadLetters deadLetters) {
        this.consumer = consumer;
        this.factory = factory;
        this.deadLetters = deadLetters;
        consumer.subscribe(List.of(topic), new Assignment());
    }

    @Override
    public void step() {
        consumer.poll(POLL).forEach(this::handle);
        work.values().forEach(PartitionWork::idle);
        commit();
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        abandon(Set.copyOf(work.keySet()));
        consumer.close();
    }

    private void handle(ConsumerRecord<String, byte[]> record) {
        try {
            PartitionWork of = work.get(new TopicPartition(record.topic(), record.partition()));
            Cause.of(record).resume(() -> of.handle(record));
        } catch (KafkaException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            deadLetters.bury(record, e);
        }
    }

    private void commit() {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        work.forEach((partition, done) ->
                due.put(partition, new OffsetAndMetadata(done.committable(consumer.position(partition)), done.note())));
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

    private final class Assignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> last = consumer.committed(Set.copyOf(partitions));
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata offset = last.get(partition);
                String note = offset == null ? "" : offset.metadata();
                work.put(partition, factory.assigned(partition.partition(), note));
            }
            LOG.infof("reading: partitions=%s", partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            abandon(partitions);
        }
    }
}
