package io.beton.standin.hogql;

/** What one text says: its query, and whether an OFFSET stands anywhere in it (SAMPLE's own does not count). */
public record Parsed(Query query, boolean usesOffset) {}
