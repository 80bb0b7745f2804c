package io.beton.local;

/**
 * What is under way at one moment; in tables a star says that PostHog is being read.
 *
 * @param polled whether PostHog is being read
 * @param unread events that PostHog has and the topic of events has not
 * @param unmatched records on the topic of events that the router has not taken in
 * @param untold signals that are not on their topic
 * @param undelivered deliveries that are owed
 */
record InFlight(boolean polled, int unread, long unmatched, long untold, long undelivered) {
    static final String HEADS = "%8s %9s %7s %11s".formatted("unread", "unmatched", "untold", "undelivered");

    boolean nothing() {
        return unread == 0 && unmatched == 0 && untold == 0 && undelivered == 0;
    }

    @Override
    public String toString() {
        return "%7s%s %9s %7s %11s".formatted(unread, polled ? "*" : " ", unmatched, untold, undelivered);
    }
}
