package io.beton.kit.log;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkiverse.loggingjson.JsonGenerator;
import io.quarkiverse.loggingjson.JsonProvider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Writes what a JSON line of the log says: its message, each {@code key=value} of it as a member of its own, and the
 * trace it belongs to.
 */
@Singleton
final class FixedKeys implements JsonProvider {

    @Override
    public void writeTo(JsonGenerator line, ExtLogRecord logged) throws IOException {
        KeyedMessage message = KeyedMessage.of(logged);
        line.writeStringField("message", message.text());
        for (Map.Entry<String, Object> pair : message.pairs().entrySet()) {
            line.writeObjectField(pair.getKey(), pair.getValue());
        }
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            line.writeStringField("traceId", span.getTraceId());
            line.writeStringField("spanId", span.getSpanId());
        }
    }
}
