package io.beton.local;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What is under way at one moment; in tables a star says that PostHog is being read.
 *
 * @param published different events on the topic of events
 * @param unread events that PostHog has and that topic has not
 * @param ends where the partitions of that topic end
 * @param unmatched records there that the router has not taken in
 * @param untold signals that are not on their topic
 * @param undelivered deliveries that are owed
 * @param polled whether PostHog is being read
 * @param attempted deliveries that are being attempted for the first time
 */
record InFlight(
        int published,
        int unread,
        Map<TopicPartition, Long> ends,
        long unmatched,
        long untold,
        long undelivered,
        boolean polled,
        long attempted) {
    static final String HEADS =
            "%8s %9s %7s %11s %9s".formatted("unread", "unmatched", "untold", "undelivered", "attempted");

    boolean nothing() {
        return unread == 0 && unmatched == 0 && untold == 0 && undelivered == 0;
    }

    @Override
    public String toString() {
        return "%7s%s %9s %7s %11s %9s"
                .formatted(unread, polled ? "*" : " ", unmatched, untold, undelivered, attempted);
    }
}
