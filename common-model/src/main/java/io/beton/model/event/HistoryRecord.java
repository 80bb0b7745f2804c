package io.beton.model.event;

import io.beton.model.id.RequestId;
import java.util.Optional;

/**
 * What stands on the history topic: batches of one request, then one end on every partition.
 *
 * <p>{@code sequence} numbers a request's records on one partition from 0. A reader that was interrupted starts over
 * with 0, and who consumes it then forgets what it had of that request and partition; any other record that is not the
 * next one is a repeat or a gap.
 */
public sealed interface HistoryRecord {
    RequestId requestId();

    long sequence();

    /** @param expected about how much the request will come to on this partition, told with every batch */
    record Batch(RequestId requestId, long sequence, Expected expected, PackedBatch events) implements HistoryRecord {
        /** One of a reading of which nobody knows how much it will be. */
        public Batch(RequestId requestId, long sequence, EventBatch events) {
            this(requestId, sequence, Expected.UNKNOWN, PackedBatch.of(events));
        }
    }

    /** What the source counted before it was read; 0 where nobody knows. */
    record Expected(long events, long subjects) {
        public static final Expected UNKNOWN = new Expected(0, 0);
    }

    /**
     * @param batches how many batches came before on this partition
     * @param events how many events they held, repeats included
     * @param readAt when the source was read, in microseconds
     * @param partitions into how many its subjects were split, each of which has such an end; 0 where a writer of before
     *     does not say
     * @param failure why the history could not be read; nothing where it is whole
     */
    record End(
            RequestId requestId,
            long sequence,
            long batches,
            long events,
            long readAt,
            int partitions,
            Optional<String> failure)
            implements HistoryRecord {
        private static final int NOT_SAID = 0;

        /** One that does not say how many there are. */
        public End(
                RequestId requestId, long sequence, long batches, long events, long readAt, Optional<String> failure) {
            this(requestId, sequence, batches, events, readAt, NOT_SAID, failure);
        }

        /** How many partitions make the request whole, or what the reader believes where it is not said. */
        public int partitionsOr(int believed) {
            return partitions == NOT_SAID ? believed : partitions;
        }
    }
}
