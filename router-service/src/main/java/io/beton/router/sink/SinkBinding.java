package io.beton.router.sink;

import io.beton.model.id.SinkId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** One configured destination. */
public record SinkBinding(
        SinkId sinkId,
        String name,
        SinkKind kind,
        URI url,
        Optional<WebhookSecret> secret,
        SinkState state,
        Instant createdAt) {}
