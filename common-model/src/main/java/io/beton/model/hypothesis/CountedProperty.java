package io.beton.model.hypothesis;

/**
 * A property of whose values only the differences count: of the events that match the selector, a 64-bit hash of its text
 * form crosses the wire.
 */
public record CountedProperty(Selector of, String property) {
    /** The property that tells which events belong to one visit. */
    public static final String SESSION = "$session_id";
}
