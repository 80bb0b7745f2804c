package io.beton.router.signal;

import io.beton.kit.outbox.Outbox;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.signal.Signal;
import java.util.Map;

/** A signal as CloudEvents 1.0 in binary mode: its attributes are headers, its body is the signal alone. */
public final class CloudEvent {
    private static final String TYPE = "io.beton.signal.v1";

    private CloudEvent() {}

    public static Outbox.Entry of(Signal signal) {
        String subject = signal.subject().id().value();
        Map<String, String> headers = Map.of(
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
                "application/json");
        return new Outbox.Entry(0, Topics.SIGNALS.name(), subject, headers, Json.bytes(signal));
    }
}
