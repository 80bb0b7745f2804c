package io.beton.backtest.loop;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done with the records of one partition while this instance owns it; all calls come from one thread. */
public interface PartitionWork {

    /** Handles the next record; an exception other than Kafka's own makes it a dead letter. */
    void handle(ConsumerRecord<String, byte[]> record);

    /** Called after every poll, records or not. */
    default void idle() {}

    /** Where reading must begin again if this ends now, given the offset after the last record. */
    long committable(long position);

    /** What the next owner of the partition is told; committed with the offset, a few thousand characters at most. */
    String note();

    /** The partition was given away: what is in memory is worth nothing now. */
    default void abandon() {}

    /** Starts the work on a partition that was assigned. */
    @FunctionalInterface
    interface Factory {
        PartitionWork assigned(int partition, String note);
    }
}
