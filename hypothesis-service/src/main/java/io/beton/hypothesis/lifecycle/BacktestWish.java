package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.request.Span;
import java.time.Instant;
import java.util.Optional;

/** What a person sends to have a hypothesis tested; everything can be left out. */
record BacktestWish(
        Optional<Instant> asOf,
        Optional<Integer> windowDays,
        Optional<String> by,
        Optional<String> comment,
        Optional<Integer> version) {
    static final BacktestWish NONE =
            new BacktestWish(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Span.Wish span() {
        return new Span.Wish(asOf, windowDays);
    }
}
