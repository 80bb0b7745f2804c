package io.beton.router.sink;

import io.beton.model.id.SinkId;
import java.time.Instant;

/** What is shown of a binding; its secret is not. */
record SinkFacts(
        SinkId sinkId, String name, SinkKind kind, String url, boolean signed, SinkState state, Instant createdAt) {

    static SinkFacts of(SinkBinding binding) {
        return new SinkFacts(
                binding.sinkId(),
                binding.name(),
                binding.kind(),
                binding.url().toString(),
                binding.secret().isPresent(),
                binding.state(),
                binding.createdAt());
    }
}
