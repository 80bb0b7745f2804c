package io.beton.backtest.run;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.scoring.Scorer;
import io.beton.backtest.scoring.Scores;
import io.beton.kit.trace.Traced;
import io.beton.model.backtest.Coverage;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * One partition's history of a request when all of it has come: asked by the request that it was read for, and by those
 * that follow while it is held. Who lacks memory may take it from any thread, unless it was asked just now.
 */
final class WholeHistory implements MemoryBudget.Yielding {
    private static final Logger LOG = Logger.getLogger(WholeHistory.class);
    /** A search asks again within seconds; who has not asked for so long has probably gone away. */
    private static final Duration BUSY = Duration.ofSeconds(15);

    private final HistoryRequest base;
    private final int partition;
    private final int partitions;
    private final Instant readAt;
    private final AtomicReference<SealedHistory> sealed;
    private final long events;
    private final long bytes;
    private volatile Duration waited = Duration.ZERO;

    /** @param gathered all of it, which is sealed by this */
    WholeHistory(HistoryRequest base, int partition, int partitions, Instant readAt, PartitionHistory gathered) {
        this.base = base;
        this.partition = partition;
        this.partitions = partitions;
        this.readAt = readAt;
        this.sealed = new AtomicReference<>(gathered.seal());
        this.events = gathered.events();
        this.bytes = gathered.bytes();
    }

    HistoryRequest base() {
        return base;
    }

    /** About what it takes. */
    long bytes() {
        return bytes;
    }

    /** How long nobody has asked, this much longer than when this was called last. */
    Duration waited(Duration longer) {
        waited = waited.plus(longer);
        return waited;
    }

    boolean gone() {
        return sealed.get() == null;
    }

    @Override
    public Duration idle() {
        return waited;
    }

    @Override
    public boolean giveWay() {
        return waited.compareTo(BUSY) >= 0 && sealed.getAndSet(null) != null;
    }

    /** A claim that cannot be counted must not stop the requests behind it; who is broken off throws, and publishes nothing. */
    PartialCounts answer(HistoryRequest asked) {
        waited = Duration.ZERO;
        SealedHistory history = sealed.get();
        if (history == null) {
            return unanswered(asked, notHeld(asked));
        }
        Optional<String> gap = asked.readsSource() ? Optional.empty() : Coverage.gap(base, asked);
        if (gap.isPresent()) {
            return unanswered(asked, gap.get());
        }
        try {
            Scores scores = Traced.work("score partition")
                    .about("connection", asked.connectionId())
                    .about("request", asked.requestId())
                    .about("partition", partition)
                    .get(() -> Scorer.score(history, asked));
            return partial(asked, history.subjects(), Optional.empty(), scores);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "scoring failed: request=%s partition=%d", asked.requestId(), partition);
            return unanswered(asked, "scoring failed: " + e.getMessage());
        }
    }

    static String notHeld(HistoryRequest asked) {
        return "the history of " + asked.of().orElseThrow() + " is no longer held; explore again";
    }

    private PartialCounts unanswered(HistoryRequest asked, String reason) {
        return partial(asked, 0, Optional.of(reason), new Scores(List.of(), List.of()));
    }

    private PartialCounts partial(HistoryRequest asked, long subjects, Optional<String> failure, Scores scores) {
        return new PartialCounts(
                asked.requestId(),
                partition,
                partitions,
                events,
                subjects,
                readAt,
                failure,
                scores.counts(),
                scores.sketches());
    }
}
