package io.beton.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A consumer of a loop. To wake it ends its waiting for records, once and for all, and nothing else: what was done by
 * then can still be committed. Its lag and other metrics stand on the service's page for as long as it is open.
 */
final class LoopConsumer extends KafkaConsumer<String, byte[]> {
    /** To leave the group takes one request; a broker that is away is not waited for. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final KafkaClientMetrics metrics;
    private volatile boolean woken;

    LoopConsumer(Map<String, Object> settings, MeterRegistry meters) {
        super(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.metrics = new KafkaClientMetrics(this);
        metrics.bindTo(meters);
    }

    @Override
    public ConsumerRecords<String, byte[]> poll(Duration timeout) {
        if (woken) {
            return ConsumerRecords.empty();
        }
        try {
            return super.poll(timeout);
        } catch (WakeupException e) {
            return ConsumerRecords.empty();
        }
    }

    @Override
    public void wakeup() {
        woken = true;
        super.wakeup();
    }

    @Override
    public void commitSync() {
        notWoken(super::commitSync);
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        notWoken(() -> super.commitSync(offsets));
    }

    @Override
    public void close() {
        metrics.close();
        super.close(CloseOptions.timeout(LONGEST_CLOSE));
    }

    /** Who was woken between two polls hears of it in the next call; once. */
    private static void notWoken(Runnable call) {
        try {
            call.run();
        } catch (WakeupException e) {
            call.run();
        }
    }
}
