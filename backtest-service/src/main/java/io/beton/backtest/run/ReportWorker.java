package io.beton.backtest.run;

import io.beton.backtest.loop.OffsetLedger;
import io.beton.backtest.loop.PartitionWork;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.SearchScores;
import io.beton.model.id.RequestId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Adds up the partial counts of each request and publishes one result per candidate, or the scores of a search.
 *
 * <p>Reads: backtest-partials, and history-requests through their view. Writes: backtests, and search-scores
 * for what explores. On failure: a request that
 * is not complete in time ends with a reason; after a crash the next owner gathers again from the first partial of
 * every open request, and knows the finished ones by the note beside the committed offset.
 */
final class ReportWorker implements PartitionWork {
    private final Surroundings around;
    private final Duration timeout;
    private final OffsetLedger ledger;
    private final Map<RequestId, GatheredPartials> open = new HashMap<>();
    private long lastOffset = -1;

    ReportWorker(String note, Surroundings around, Duration timeout) {
        this.around = around;
        this.timeout = timeout;
        this.ledger = new OffsetLedger(note);
    }

    @Override
    public void handle(ConsumerRecord<String, byte[]> record) {
        lastOffset = record.offset();
        PartialCounts partial = Json.read(record.value(), PartialCounts.class);
        if (ledger.isFinished(partial.requestId())) {
            return;
        }
        GatheredPartials gathered = gathered(partial.requestId(), record.offset());
        gathered.add(partial);
        if (gathered.complete()) {
            finish(gathered, gathered.failure());
        }
    }

    @Override
    public void idle() {
        for (GatheredPartials gathered : List.copyOf(open.values())) {
            if (!gathered.since().plus(timeout).isAfter(around.clock().instant())) {
                finish(
                        gathered,
                        Optional.of("only " + gathered.size() + " partitions were counted within " + timeout
                                + "; see that every backtest instance is running, then ask again"));
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

    private GatheredPartials gathered(RequestId request, long offset) {
        GatheredPartials there = open.get(request);
        if (there != null) {
            return there;
        }
        GatheredPartials begun = new GatheredPartials(
                around.requests().require(request), around.clock().instant());
        open.put(request, begun);
        ledger.opened(request, offset);
        return begun;
    }

    private void finish(GatheredPartials gathered, Optional<String> failure) {
        if (gathered.request().purpose() == Purpose.EXPLORE) {
            List<SearchScores> scores = gathered.scores(failure);
            around.out().publish(scores.stream().map(ReportWorker::record).toList());
            // in several records, and one search
            scores.stream().limit(1).forEach(around.metrics()::scored);
        } else {
            List<BacktestResult> results = gathered.results(failure);
            around.out().publish(results.stream().map(ReportWorker::record).toList());
            results.forEach(around.metrics()::reported);
        }
        RequestId request = gathered.request().requestId();
        open.remove(request);
        ledger.finished(request, lastOffset);
        around.progress().reported(request);
    }

    private static ProducerRecord<String, byte[]> record(SearchScores scores) {
        return new ProducerRecord<>(
                Topics.SEARCH_SCORES.name(), scores.requestId().value(), Json.bytes(scores));
    }

    private static ProducerRecord<String, byte[]> record(BacktestResult result) {
        return new ProducerRecord<>(
                Topics.BACKTESTS.name(), result.hypothesisId().value(), Json.bytes(result));
    }
}
