package io.beton.kit.trace;

import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Traces through topics: what is sent says what it came of, and who reads it goes on from there. */
public final class TracedRecords {
    private TracedRecords() {}

    /** The sending of records of one topic, which within are to be {@linkplain #stamp stamped}. */
    public static Traced sending(List<ProducerRecord<String, byte[]>> records) {
        if (!Tracing.on() || records.isEmpty()) {
            return Traced.OFF;
        }
        return messaging("send", SpanKind.PRODUCER, records.get(0).topic(), records.size())
                .causedBy(records.stream()
                        .map(record -> Cause.in(record.headers()))
                        .toList());
    }

    /** The handling of the records of one poll; their topics are told by the first. */
    public static Traced processing(Iterable<ConsumerRecord<String, byte[]>> records) {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        if (Tracing.on()) {
            records.forEach(all::add);
        }
        if (all.isEmpty()) {
            return Traced.OFF;
        }
        return messaging("process", SpanKind.CONSUMER, all.get(0).topic(), all.size())
                .causedBy(all.stream().map(Cause::of).toList());
    }

    /** A message that is to be sent later, perhaps among others. */
    public static Traced creating(String topic, Cause cause) {
        return messaging("create", SpanKind.PRODUCER, topic, 1).childOf(cause);
    }

    /** Writes on a record what it comes of, unless it says so already. */
    public static void stamp(ProducerRecord<String, byte[]> record) {
        if (Tracing.on() && record.headers().lastHeader(Cause.HEADER) == null) {
            Cause.present()
                    .traceparent()
                    .ifPresent(cause -> record.headers().add(Cause.HEADER, cause.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** The same for the headers of a record that is made later. */
    public static Map<String, String> stamped(Map<String, String> headers) {
        Optional<String> cause = Cause.present().traceparent();
        if (cause.isEmpty() || headers.containsKey(Cause.HEADER)) {
            return headers;
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(Cause.HEADER, cause.get());
        return more;
    }

    /** As OpenTelemetry's conventions for messaging have it. */
    private static Traced messaging(String operation, SpanKind kind, String topic, int count) {
        Traced traced = Traced.of(operation + " " + topic, kind)
                .about("messaging.system", "kafka")
                .about("messaging.destination.name", topic)
                .about("messaging.operation.name", operation)
                .about("messaging.operation.type", operation);
        return count == 1 ? traced : traced.about("messaging.batch.message_count", count);
    }
}
