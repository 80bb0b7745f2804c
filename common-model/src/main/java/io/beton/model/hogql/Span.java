package io.beton.model.hogql;

/**
 * A half-open window in a query.
 *
 * @param from an expression for its beginning, in microseconds from the history window's start
 * @param length in microseconds
 */
record Span(String from, long length) {

    /** The part of it that begins so far behind its beginning. */
    Span part(long behind, long partLength) {
        return new Span(from + " + " + behind, partLength);
    }

    String holds(String time) {
        return time + " >= " + from + " AND " + time + " < " + from + " + " + length;
    }
}
