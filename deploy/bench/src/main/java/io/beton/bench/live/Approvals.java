package io.beton.bench.live;

import io.beton.model.Topics;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.hypothesis.Bar;
import io.beton.model.id.RequestId;
import io.beton.model.match.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes hypotheses live, with a warm-up that found nothing. */
final class Approvals {
    private Approvals() {}

    static void publish(LiveSystem system, List<Watch> watches, Instant approved) {
        watches.forEach(
                watch -> system.kafka().publish(Topics.HYPOTHESES, watch.id().value(), watch.live(approved)));
        HistoryRequest warmUp = new HistoryRequest(
                new RequestId("req_bench"),
                Watch.CONNECTION,
                Purpose.WARM_UP,
                approved,
                90,
                watches.stream()
                        .map(watch -> new Candidate(
                                watch.id(), 1, watch.live(approved).claim(), Bar.DEFAULT, false, 1))
                        .toList());
        system.kafka().publish(Topics.HISTORY_REQUESTS, warmUp.requestId().value(), warmUp);
        HistoryRecord.End end =
                new HistoryRecord.End(warmUp.requestId(), 0, 0, 0, Times.micros(approved), Optional.empty());
        int partitions = system.kafka().publisher().partitions(Topics.HISTORY.name());
        system.kafka()
                .publisher()
                .publish(IntStream.range(0, partitions)
                        .mapToObj(partition ->
                                new ProducerRecord<>(Topics.HISTORY.name(), partition, "", EventCodec.write(end)))
                        .toList());
        system.awaitDone();
    }
}
