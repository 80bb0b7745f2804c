package io.beton.standin.events;

import java.time.Instant;

/** An event name that was seen, with the first and the last time. */
public record EventDefinition(String name, Instant createdAt, Instant lastSeenAt) {}
