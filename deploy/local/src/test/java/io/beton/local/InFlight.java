package io.beton.local;

/**
 * What is under way at one moment.
 *
 * @param published different events on the topic of events
 * @param unread events that PostHog has and that topic has not
 * @param unmatched records there that the router has not taken in
 * @param untold signals that are not on their topic
 * @param undelivered deliveries that are owed
 */
record InFlight(int published, int unread, long unmatched, long untold, long undelivered) {
    static final String HEADS = "%8s %9s %7s %11s".formatted("unread", "unmatched", "untold", "undelivered");

    boolean nothing() {
        return unread == 0 && unmatched == 0 && untold == 0 && undelivered == 0;
    }

    @Override
    public String toString() {
        return "%8s %9s %7s %11s".formatted(unread, unmatched, untold, undelivered);
    }
}
