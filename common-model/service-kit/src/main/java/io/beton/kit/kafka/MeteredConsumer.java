package io.beton.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer whose lag and other metrics stand on the service's page for as long as it is open. */
final class MeteredConsumer extends KafkaConsumer<String, byte[]> {
    private final KafkaClientMetrics metrics;

    MeteredConsumer(Map<String, Object> settings, MeterRegistry meters) {
        super(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.metrics = new KafkaClientMetrics(this);
        metrics.bindTo(meters);
    }

    @Override
    public void close() {
        metrics.close();
        super.close();
    }
}
