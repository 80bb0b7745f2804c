package io.beton.kit.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Puts aside what could not be understood, with the reason, so that its consumer can go on.
 *
 * <p>Reads: nothing. Writes: the dead-letter topic beside the record's own. On failure: throws, and the record's offset
 * must not be passed.
 */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final Publisher publisher;
    private final MeterRegistry meters;

    public DeadLetters(Publisher publisher, MeterRegistry meters) {
        this.publisher = publisher;
        this.meters = meters;
    }

    public void bury(ConsumerRecord<String, byte[]> record, Exception reason) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(record.topic() + ".dead-letter", record.key(), record.value());
        record.headers().forEach(letter.headers()::add);
        header(letter, "dead-letter-reason", String.valueOf(reason.getMessage()));
        header(letter, "dead-letter-cause", reason.getClass().getName());
        header(letter, "dead-letter-topic", record.topic());
        header(letter, "dead-letter-partition", String.valueOf(record.partition()));
        header(letter, "dead-letter-offset", String.valueOf(record.offset()));
        publisher.publish(List.of(letter));
        counter(meters, record.topic()).increment();
        LOG.warnf(
                "record set aside as a dead letter: topic=%s partition=%d offset=%d cause=%s",
                record.topic(),
                record.partition(),
                record.offset(),
                reason.getClass().getSimpleName());
    }

    static Counter counter(MeterRegistry meters, String topic) {
        return meters.counter("beton.dead.letters", "topic", topic);
    }

    private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
