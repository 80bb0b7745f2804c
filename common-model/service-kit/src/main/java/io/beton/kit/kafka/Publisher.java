package io.beton.kit.kafka;

import io.beton.kit.trace.TracedRecords;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Publishes records and returns when every one is acknowledged; callers move their cursor only after that. */
@ApplicationScoped
public class Publisher {
    /** Whoever published has its acknowledgements by now; for what is left a broker that is away is not waited for. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final KafkaProducer<String, byte[]> producer;

    public Publisher(KafkaClients clients) {
        this.producer = clients.producer();
    }

    /** Sends all, then waits for every acknowledgement; the first failure is thrown as a {@link KafkaException}. */
    public void publish(List<ProducerRecord<String, byte[]>> records) {
        TracedRecords.sending(records).run(() -> {
            records.forEach(TracedRecords::stamp);
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            producer.flush();
            sent.forEach(Publisher::await);
        });
    }

    /** For records of which there are more than memory should hold before their acknowledgement. */
    public Sending sending() {
        return new Sending(producer);
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    @PreDestroy
    void close() {
        producer.close(LONGEST_CLOSE);
    }

    static void await(Future<RecordMetadata> acknowledged) {
        try {
            acknowledged.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("[publish] interrupted before the acknowledgement", e);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "[publish] not acknowledged: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
