package io.beton.kit.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tracing that is on until this is closed, and the spans that ended meanwhile. */
public final class Spans implements AutoCloseable {
    private final List<SpanData> ended = new CopyOnWriteArrayList<>();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(new HiddenQueries())
                    .addSpanProcessor(new Keeping())
                    .build())
            .build();

    public Spans() {
        Tracing.use(Optional.of(sdk));
    }

    public List<SpanData> ended() {
        return List.copyOf(ended);
    }

    /** The one of this name. */
    public SpanData named(String name) {
        return ended.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name + " in " + ended));
    }

    @Override
    public void close() {
        Tracing.use(Optional.empty());
        sdk.close();
    }

    private final class Keeping implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            // only what has ended is kept
        }

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ended.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
