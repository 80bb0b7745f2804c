package io.beton.router.signal;

import io.beton.kit.outbox.Outbox;
import io.beton.kit.trace.Cause;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.signal.Signal;
import java.util.HashMap;
import java.util.Map;

/**
 * A signal as CloudEvents 1.0 in binary mode: its attributes are headers, its body is the signal alone. Where it is traced
 * it has the extension for distributed tracing, and the header of W3C Trace Context.
 */
public final class CloudEvent {
    private static final String TYPE = "io.beton.signal.v1";

    private CloudEvent() {}

    /** @param cause what it came of; nothing where that is not traced */
    public static Outbox.Entry of(Signal signal, Cause cause) {
        String subject = signal.subject().id().value();
        Map<String, String> headers = new HashMap<>(Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                signal.signalId().value(),
                "ce_source",
                "/beton/connections/" + signal.connectionId(),
                "ce_type",
                TYPE,
                "ce_subject",
                subject,
                "ce_time",
                signal.firedAt().toString(),
                "content-type",
                "application/json"));
        cause.traceparent().ifPresent(traceparent -> {
            headers.put(Cause.HEADER, traceparent);
            headers.put("ce_" + Cause.HEADER, traceparent);
        });
        return new Outbox.Entry(0, Topics.SIGNALS.name(), subject, headers, Json.bytes(signal));
    }
}
