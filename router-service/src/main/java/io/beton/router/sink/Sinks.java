package io.beton.router.sink;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** Finds the sink of a kind. */
@Singleton
public final class Sinks {
    private final Map<SinkKind, Sink> byKind = new EnumMap<>(SinkKind.class);

    Sinks(@Any Instance<Sink> sinks) {
        sinks.forEach(sink -> byKind.put(sink.kind(), sink));
    }

    public Sink of(SinkKind kind) {
        return byKind.get(kind);
    }
}
