package io.beton.backtest.run;

import io.beton.backtest.progress.PartitionProgress;
import io.beton.backtest.progress.ProgressView;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.id.RequestId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the work on every partition shares. */
record Surroundings(
        Requests requests,
        Acknowledged out,
        ProgressView progress,
        BacktestMetrics metrics,
        MemoryBudget memory,
        Clock clock) {

    /** Publishes what one partition adds up to. */
    void publish(PartialCounts partial) {
        String key = partial.requestId().value();
        out.publish(List.of(new ProducerRecord<>(Topics.BACKTEST_PARTIALS.name(), key, Json.bytes(partial))));
    }

    /** Notes what one partition added up to. */
    void counted(HistoryRequest request, PartialCounts partial, Instant startedAt) {
        PartitionProgress ended =
                PartitionProgress.ended(partial, request.candidates().size(), startedAt);
        metrics.counted(request.purpose(), ended, clock.instant());
        progress.partition(request.requestId(), ended);
    }

    interface Requests {
        /** An unknown one is an {@link IllegalArgumentException}. */
        HistoryRequest require(RequestId request);

        /** Those from a place on their topic on that ask of a history which was read for another, in their order. */
        List<FollowUps.FollowUp> followUps(long from);

        /** Whether their topic ends before a place, which then is one on a topic that is lost. */
        boolean endsBefore(long place);
    }

    /** Publishes and returns when everything is acknowledged, or throws. */
    interface Acknowledged {
        void publish(List<ProducerRecord<String, byte[]>> records);
    }
}
