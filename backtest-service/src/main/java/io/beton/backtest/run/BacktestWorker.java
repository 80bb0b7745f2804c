package io.beton.backtest.run;

import io.beton.backtest.loop.OffsetLedger;
import io.beton.backtest.loop.PartitionWork;
import io.beton.backtest.progress.PartitionProgress;
import io.beton.model.Json;
import io.beton.model.Topics;
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
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Replays the histories on one partition and counts what the candidates of each request come to there.
 *
 * <p>Reads: history, and history-requests through their view. Writes: backtest-partials, one record per request when
 * its end has come. On failure: an unreadable record is set aside, and the request then misses it and fails with a
 * reason, at the latest when nothing has come of it for long; after a crash or a rebalance the next owner reads every
 * request that was open from its first record.
 */
final class BacktestWorker implements PartitionWork {
    private final int partition;
    private final int partitions;
    private final Surroundings around;
    private final Silence silence;
    private final OffsetLedger ledger;
    private final Map<RequestId, PartitionRun> open = new HashMap<>();
    private long lastOffset;

    BacktestWorker(int partition, int partitions, String note, Surroundings around, Duration longestSilence) {
        this.partition = partition;
        this.partitions = partitions;
        this.around = around;
        this.silence = new Silence(longestSilence, around.clock().instant());
        this.ledger = new OffsetLedger(note);
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
            publish(run.end(end, partitions));
            finish(run);
        }
    }

    @Override
    public void idle() {
        Duration waited = silence.since(around.clock().instant());
        for (PartitionRun run : List.copyOf(open.values())) {
            if (silence.tooLong(run.waited(waited))) {
                publish(run.givenUp(silence.reason(), partitions));
                finish(run);
            }
        }
    }

    @Override
    public long committable(long position) {
        return ledger.committable(position);
    }

    @Override
    public String note() {
        return ledger.note();
    }

    @Override
    public void abandon() {
        open.values().forEach(run -> {
            around.memory().release(run);
            around.progress().abandoned(run.request().requestId(), partition);
        });
        open.clear();
    }

    /** Number 0 is never a repeat: the reader of the source has started over. */
    private boolean repeated(HistoryRecord content) {
        PartitionRun run = open.get(content.requestId());
        boolean known = run == null ? ledger.isFinished(content.requestId()) : run.has(content.sequence());
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
        around.progress().partition(run.request().requestId(), run.progress(false));
    }

    private void publish(PartialCounts partial) {
        String key = partial.requestId().value();
        around.out().publish(List.of(new ProducerRecord<>(Topics.BACKTEST_PARTIALS.name(), key, Json.bytes(partial))));
    }

    private void finish(PartitionRun run) {
        RequestId request = run.request().requestId();
        open.remove(request);
        ledger.finished(request, lastOffset);
        around.memory().release(run);
        PartitionProgress ended = run.progress(true);
        around.metrics().counted(run.request().purpose(), ended, around.clock().instant());
        around.progress().partition(request, ended);
    }
}
