package io.beton.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What something came of: a place in a trace, or nothing where nothing is traced.
 *
 * @param traceparent as W3C Trace Context writes it, a member of records, rows and requests
 */
public record Cause(Optional<String> traceparent) {
    /** What it is called in headers. */
    public static final String HEADER = "traceparent";

    public static final Cause NONE = new Cause(Optional.empty());
    private static final Pattern WRITTEN =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

    public Cause {
        if (traceparent.isPresent() && !WRITTEN.matcher(traceparent.get()).matches()) {
            throw new IllegalArgumentException("[trace] no traceparent");
        }
    }

    /** What a record came of; what others wrote there and is no traceparent is passed over. */
    public static Cause of(ConsumerRecord<?, ?> record) {
        return Tracing.on() ? in(record.headers()) : NONE;
    }

    /** What a row came of. @param traceparent null where it holds none */
    public static Cause stored(String traceparent) {
        return traceparent == null || !WRITTEN.matcher(traceparent).matches()
                ? NONE
                : new Cause(Optional.of(traceparent));
    }

    /** The work that is being done. */
    public static Cause present() {
        return Tracing.on() ? of(Span.current().getSpanContext()) : NONE;
    }

    static Cause of(SpanContext span) {
        return span.isValid()
                ? new Cause(Optional.of("00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()))
                : NONE;
    }

    static Cause in(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null
                ? NONE
                : stored(new String(header.value(), StandardCharsets.US_ASCII));
    }

    /** Does what belongs to the same trace; with no cause, only does it. */
    public void resume(Runnable work) {
        resume(() -> {
            work.run();
            return true;
        });
    }

    /** The same for work with a result. */
    public <T> T resume(Supplier<T> work) {
        return Tracing.on() && traceparent.isPresent()
                ? context().wrapSupplier(work).get()
                : work.get();
    }

    SpanContext span() {
        return traceparent
                .map(written -> SpanContext.createFromRemoteParent(
                        written.substring(3, 35),
                        written.substring(36, 52),
                        TraceFlags.fromHex(written, 53),
                        TraceState.getDefault()))
                .orElseGet(SpanContext::getInvalid);
    }

    Context context() {
        return Context.current().with(Span.wrap(span()));
    }
}
