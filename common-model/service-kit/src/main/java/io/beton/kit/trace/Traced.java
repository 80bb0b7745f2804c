package io.beton.kit.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Work that shows as a span while tracing is on; while it is off, it is only done.
 *
 * <p>Attributes are ids and counts by fixed keys. Of a failure the class alone is told: messages may repeat what others
 * wrote.
 */
public final class Traced {
    static final Traced OFF = new Traced(Optional.empty());

    private final Optional<SpanBuilder> span;

    private Traced(Optional<SpanBuilder> span) {
        this.span = span;
    }

    /** A piece of our own work. */
    public static Traced work(String name) {
        return of(name, SpanKind.INTERNAL);
    }

    /** A request to somebody else. */
    public static Traced asking(String name) {
        return of(name, SpanKind.CLIENT);
    }

    static Traced of(String name, SpanKind kind) {
        return Tracing.tracer()
                .map(tracer -> new Traced(Optional.of(tracer.spanBuilder(name).setSpanKind(kind))))
                .orElse(OFF);
    }

    /** Says something of the work under way. */
    public static void note(String key, String value) {
        if (Tracing.on()) {
            Span.current().setAttribute(key, value);
        }
    }

    /** Says that the work under way came to nothing. */
    public static void failed(String kind) {
        if (Tracing.on()) {
            failed(Span.current(), kind);
        }
    }

    public Traced about(String key, Object value) {
        span.ifPresent(begun -> {
            if (value instanceof Number number) {
                begun.setAttribute(AttributeKey.longKey(key), number.longValue());
            } else {
                begun.setAttribute(key, value.toString());
            }
        });
        return this;
    }

    /**
     * Work within other work belongs to it, and what it came of is linked; else work that came of one trace belongs to
     * it, and what came of several has a trace of its own that links to each.
     */
    public Traced causedBy(Collection<Cause> causes) {
        span.ifPresent(begun -> {
            Set<SpanContext> known = causes.stream()
                    .map(Cause::span)
                    .filter(SpanContext::isValid)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            boolean within = Span.current().getSpanContext().isValid();
            boolean oneTrace =
                    known.stream().map(SpanContext::getTraceId).distinct().count() == 1;
            SpanContext parent = !within && oneTrace ? known.iterator().next() : SpanContext.getInvalid();
            if (parent.isValid()) {
                begun.setParent(Cause.of(parent).context());
            }
            known.stream().filter(cause -> !cause.equals(parent)).forEach(begun::addLink);
        });
        return this;
    }

    /** The same for what can be told apart from the present work, to which it links. */
    Traced childOf(Cause cause) {
        span.filter(begun -> cause.traceparent().isPresent()).ifPresent(begun -> {
            begun.setParent(cause.context());
            if (Span.current().getSpanContext().isValid()) {
                begun.addLink(Span.current().getSpanContext());
            }
        });
        return this;
    }

    public void run(Runnable work) {
        get(() -> {
            work.run();
            return true;
        });
    }

    public <T> T get(Supplier<T> work) {
        return span.map(begun -> shown(begun.startSpan(), work)).orElseGet(work);
    }

    /** Something that is done already; tells what comes of it what it came of. */
    public Cause done() {
        return span.map(SpanBuilder::startSpan)
                .map(ended -> {
                    ended.end();
                    return Cause.of(ended.getSpanContext());
                })
                .orElse(Cause.NONE);
    }

    private static <T> T shown(Span span, Supplier<T> work) {
        try {
            return Context.current().with(span).wrapSupplier(work).get();
        } catch (RuntimeException | Error e) {
            failed(span, e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }

    private static void failed(Span span, String kind) {
        span.setStatus(StatusCode.ERROR).setAttribute("error.type", kind);
    }
}
