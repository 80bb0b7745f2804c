package io.beton.hypothesis.request;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/** Completes what a caller wishes to a history window. */
@Singleton
public final class Spans {
    private final RequestConfig config;
    private final Clock clock;

    Spans(RequestConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    public Span of(Span.Wish wish) {
        return Span.of(wish, config, clock.instant());
    }

    /** Now, for whoever asks how old something is; for data of the past, its end. */
    public Instant now() {
        return config.asOf().orElseGet(clock::instant);
    }
}
