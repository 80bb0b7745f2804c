package io.beton.standin.events;

import java.time.Instant;

/** A kind of group and the number under which events refer to it. */
public record GroupType(String name, int index, Instant createdAt) {}
