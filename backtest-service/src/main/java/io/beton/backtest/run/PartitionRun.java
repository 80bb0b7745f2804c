package io.beton.backtest.run;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.progress.PartitionProgress;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.event.HistoryRecord;
import io.beton.model.match.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** One request on one partition, from its first record to its end; once failed it only waits for the end. */
final class PartitionRun {
    private static final Logger LOG = Logger.getLogger(PartitionRun.class);

    private final HistoryRequest request;
    private final int partition;
    private final Instant startedAt;
    private PartitionHistory history;
    private Optional<WholeHistory> whole = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private long nextSequence;
    private long received;
    private Duration waited = Duration.ZERO;
    private HistoryRecord.Expected expected = HistoryRecord.Expected.UNKNOWN;

    PartitionRun(HistoryRequest request, int partition, Instant startedAt) {
        this.request = request;
        this.partition = partition;
        this.startedAt = startedAt;
        this.history = new PartitionHistory(request);
    }

    HistoryRequest request() {
        return request;
    }

    Instant startedAt() {
        return startedAt;
    }

    /** Its history when it has ended and was counted. */
    Optional<WholeHistory> whole() {
        return whole;
    }

    /** What it takes, or what it is known to come to, which is thereby reserved. */
    long bytes() {
        return failure.isPresent()
                ? history.bytes()
                : Math.max(history.bytes(), history.bytesOf(expected.events(), expected.subjects()));
    }

    /** How many events that is. */
    long events() {
        return Math.max(history.events(), expected.events());
    }

    /** Whether a record with this sequence has been here already. */
    boolean has(long sequence) {
        return sequence < nextSequence;
    }

    void add(HistoryRecord.Batch batch) {
        next(batch.sequence());
        expected = batch.expected();
        if (failure.isEmpty()) {
            history.add(batch.events());
            received += batch.events().events();
        }
    }

    /** Gives up what was read; the first reason stays. */
    void fail(String reason) {
        if (failure.isEmpty()) {
            failure = Optional.of(reason);
            history = new PartitionHistory(request);
        }
    }

    PartialCounts end(HistoryRecord.End end, int partitions) {
        end.failure().ifPresent(reason -> fail("the history could not be read: " + reason));
        next(end.sequence());
        if (end.batches() != end.sequence() || (failure.isEmpty() && end.events() != received)) {
            fail("the history is not whole: its end tells of " + end.batches() + " batches with " + end.events()
                    + " events, " + end.sequence() + " with " + received + " came");
        }
        return failure.isPresent() ? failed(partitions) : counted(Times.instant(end.readAt()), partitions);
    }

    /** Its counts if nothing comes of it any more. */
    PartialCounts givenUp(String reason, int partitions) {
        fail(reason);
        return failed(partitions);
    }

    /** How long nothing has come, this much longer than when it was asked last. */
    Duration waited(Duration longer) {
        waited = waited.plus(longer);
        return waited;
    }

    /** How far it has been read. */
    PartitionProgress progress() {
        return new PartitionProgress(
                partition,
                failure.isPresent() ? PartitionProgress.State.FAILED : PartitionProgress.State.READING,
                history.events(),
                expected.events(),
                history.subjects(),
                request.candidates().size(),
                0,
                startedAt,
                failure);
    }

    /** A history that cannot be sealed must not stop the requests behind it. */
    private PartialCounts counted(Instant readAt, int partitions) {
        WholeHistory sealed;
        try {
            sealed = new WholeHistory(request, partition, partitions, readAt, history);
        } catch (RuntimeException e) {
            LOG.errorf(e, "sealing failed: request=%s partition=%d", request.requestId(), partition);
            return givenUp("sealing failed: " + e.getMessage(), partitions);
        }
        PartialCounts counts = sealed.answer(request);
        counts.failure().ifPresentOrElse(this::fail, () -> whole = Optional.of(sealed));
        return counts;
    }

    private PartialCounts failed(int partitions) {
        return new PartialCounts(
                request.requestId(),
                partition,
                partitions,
                history.events(),
                history.subjects(),
                startedAt,
                failure,
                List.of());
    }

    private void next(long sequence) {
        if (sequence > nextSequence) {
            fail("records are missing: number " + nextSequence + " was due, number " + sequence + " came");
        }
        nextSequence = sequence + 1;
        waited = Duration.ZERO;
    }
}
