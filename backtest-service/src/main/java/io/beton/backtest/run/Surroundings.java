package io.beton.backtest.run;

import io.beton.backtest.progress.ProgressView;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.id.RequestId;
import java.time.Clock;
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

    /** Knows requests; an unknown one is an {@link IllegalArgumentException}. */
    interface Requests {
        HistoryRequest require(RequestId request);
    }

    /** Publishes and returns when everything is acknowledged, or throws. */
    interface Acknowledged {
        void publish(List<ProducerRecord<String, byte[]>> records);
    }
}
