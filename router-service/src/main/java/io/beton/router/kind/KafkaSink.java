package io.beton.router.kind;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.kit.net.OutgoingHosts;
import io.beton.kit.outbox.Outbox;
import io.beton.kit.trace.Cause;
import io.beton.model.Json;
import io.beton.router.signal.CloudEvent;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.Preview;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkKind;
import io.beton.router.sink.SinkMembers;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes a signal to a topic of our cluster or another one, as on our own topic of signals: CloudEvents 1.0 in
 * binary mode (https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/kafka-protocol-binding.md).
 *
 * <p>Reads: nothing. Writes: one record a call, and waits for its acknowledgement by all replicas. On failure: a result
 * by {@link KafkaPolicy}; a record whose acknowledgement was lost comes again with the same {@code ce_id}.
 */
@Singleton
final class KafkaSink implements Sink {
    private final KafkaProducers producers;
    private final AddressGuard guard;

    KafkaSink(KafkaProducers producers, AddressGuard guard) {
        this.producers = producers;
        this.guard = guard;
    }

    @Override
    public SinkKind kind() {
        return SinkKind.KAFKA;
    }

    @Override
    public Class<? extends SinkMembers> members() {
        return KafkaMembers.class;
    }

    @Override
    public AttemptResult attempt(List<IdentifiedSignal> signals, SinkBinding binding) {
        try {
            for (URI server : binding.members(KafkaMembers.class).servers()) {
                guard.resolve(server.getHost());
            }
            return send(signals.get(0), binding, producers.of(binding));
        } catch (OutgoingHosts.AddressRefused e) {
            return new AttemptResult.Refused(OptionalInt.empty(), "its address is private and not allowed");
        } catch (UnknownHostException e) {
            return KafkaPolicy.sort(e);
        } catch (KafkaException e) {
            return KafkaPolicy.sort(e);
        }
    }

    /** A producer that failed may be broken for good; a new one costs little beside the wait for the next attempt. */
    private AttemptResult send(IdentifiedSignal signal, SinkBinding binding, KafkaProducer<String, byte[]> producer) {
        try {
            producer.send(record(signal, binding)).get();
            return new AttemptResult.Delivered(OptionalInt.empty());
        } catch (ExecutionException e) {
            producers.drop(binding, producer);
            return KafkaPolicy.sort(e.getCause());
        } catch (KafkaException | IllegalStateException e) {
            producers.drop(binding, producer);
            return KafkaPolicy.sort(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return KafkaPolicy.sort(e);
        }
    }

    @Override
    public List<Preview> preview(IdentifiedSignal signal, SinkBinding binding) {
        KafkaMembers members = binding.members(KafkaMembers.class);
        String url = "kafka://" + members.bootstrapServers().orElse("") + "/" + members.topic();
        return List.of(new Preview("PUBLISH", url, headers(signal), body(signal, binding)));
    }

    private static ProducerRecord<String, byte[]> record(IdentifiedSignal signal, SinkBinding binding) {
        String topic = binding.members(KafkaMembers.class).topic();
        Outbox.Entry event = CloudEvent.of(signal.signal(), Cause.present());
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, event.key(), Json.bytes(body(signal, binding)));
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static Map<String, String> headers(IdentifiedSignal signal) {
        return new TreeMap<>(CloudEvent.of(signal.signal(), Cause.NONE).headers());
    }

    private static JsonNode body(IdentifiedSignal signal, SinkBinding binding) {
        return binding.fields().orWhole(signal);
    }
}
