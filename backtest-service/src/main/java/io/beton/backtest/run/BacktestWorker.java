package io.beton.backtest.run;

import io.beton.backtest.loop.OffsetLedger;
import io.beton.backtest.loop.PartitionWork;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.id.RequestId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Replays the histories on one partition and counts what the candidates of each request come to there.
 *
 * <p>Reads: history, and history-requests through their view. Writes: backtest-partials, one record per request when
 * its end has come. On failure: an unreadable record is set aside, and the request then misses it and fails with a
 * reason, at the latest when nothing has come of it for long; after a crash or a rebalance the next owner reads every
 * request that was open, or whose history was held, from its first record.
 */
final class BacktestWorker implements PartitionWork {
    private final int partition;
    private final int partitions;
    private final Surroundings around;
    private final Patience patience;
    private final Silence silence;
    private final OffsetLedger ledger;
    private final HeldHistories held;
    private final Map<RequestId, PartitionRun> open = new HashMap<>();
    private long lastOffset;

    BacktestWorker(int partition, int partitions, String note, Surroundings around, Patience patience) {
        this.partition = partition;
        this.partitions = partitions;
        this.around = around;
        this.patience = patience;
        this.silence = new Silence(around.clock().instant());
        this.ledger = new OffsetLedger(FollowUps.rest(note));
        this.held = new HeldHistories(partition, partitions, note, around, ledger, patience.hold());
    }

    @Override
    public void handle(ConsumerRecord<String, byte[]> record) {
        lastOffset = record.offset();
        HistoryRecord content = EventCodec.readHistory(record.value());
        HistoryRequest request = around.requests().require(content.requestId());
        if (request.purpose() == Purpose.WARM_UP || repeated(content)) {
            return;
        }
        PartitionRun run = run(request, content.sequence(), record.offset());
        if (content instanceof HistoryRecord.Batch batch) {
            read(run, batch);
        } else if (content instanceof HistoryRecord.End end) {
            // as the reader of the source split them, who may know of partitions sooner or later than we do
            finish(run, run.end(end, end.partitionsOr(partitions)));
        }
    }

    @Override
    public void idle() {
        Duration waited = silence.since(around.clock().instant());
        for (PartitionRun run : List.copyOf(open.values())) {
            if (Patience.over(run.waited(waited), patience.silence())) {
                finish(run, run.givenUp(patience.silenceReason(), partitions));
            }
        }
        held.answer(waited, open.keySet());
    }

    @Override
    public long committable(long position) {
        return ledger.committable(position);
    }

    @Override
    public String note() {
        return held.note(ledger.note());
    }

    @Override
    public void abandon() {
        open.values().forEach(run -> {
            around.memory().release(run);
            around.progress().abandoned(run.request().requestId(), partition);
        });
        open.clear();
        held.abandon();
    }

    /** Number 0 is never a repeat: the reader of the source has started over. */
    private boolean repeated(HistoryRecord content) {
        RequestId request = content.requestId();
        PartitionRun run = open.get(request);
        boolean known = run == null ? ledger.isFinished(request) || held.has(request) : run.has(content.sequence());
        return content.sequence() > 0 && known;
    }

    private PartitionRun run(HistoryRequest request, long sequence, long offset) {
        PartitionRun running = open.get(request.requestId());
        if (running != null && sequence > 0) {
            return running;
        }
        if (running != null) {
            around.memory().release(running);
        }
        held.drop(request.requestId());
        PartitionRun started =
                new PartitionRun(request, partition, around.clock().instant());
        around.memory().hold(started, started.bytes());
        open.put(request.requestId(), started);
        ledger.opened(request.requestId(), offset);
        return started;
    }

    private void read(PartitionRun run, HistoryRecord.Batch batch) {
        run.add(batch);
        around.memory().hold(run, run.bytes());
        if (around.memory().exceeded()) {
            run.fail(around.memory().refusal(run.bytes(), run.events()));
            around.memory().hold(run, run.bytes());
        }
        around.metrics().read(batch.events().events());
        around.progress().partition(run.request().requestId(), run.progress());
    }

    /** What was finished before and is read again, after a crash, was let go of then. */
    private void finish(PartitionRun run, PartialCounts partial) {
        HistoryRequest request = run.request();
        around.publish(partial);
        open.remove(request.requestId());
        around.memory().release(run);
        if (request.held() && run.whole().isPresent() && !ledger.isFinished(request.requestId())) {
            held.keep(run.whole().get(), lastOffset);
        } else {
            ledger.finished(request.requestId(), lastOffset);
        }
        around.counted(request, partial, run.startedAt());
    }
}
