package io.beton.hypothesis.result;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.loop.Loop;
import io.beton.kit.trace.TracedRecords;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.SearchScores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Hands the results of backtests and the scores of searches to who waits for them.
 *
 * <p>Reads: backtests, search-scores. Writes: through its receiver. On failure: what is no result becomes a dead letter; where the
 * database is away the same records are read again, since their offsets are committed last.
 */
final class ResultSession implements Loop.Session {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final DeadLetters deadLetters;
    private final Results results;

    ResultSession(KafkaConsumer<String, byte[]> consumer, DeadLetters deadLetters, Results results) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.results = results;
        consumer.subscribe(List.of(Topics.BACKTESTS.name(), Topics.SEARCH_SCORES.name()));
    }

    @Override
    public void step() {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        TracedRecords.processing(records).run(() -> take(records));
        consumer.commitSync();
    }

    private void take(ConsumerRecords<String, byte[]> records) {
        List<BacktestResult> understood = new ArrayList<>();
        List<SearchScores> scores = new ArrayList<>();
        records.forEach(record -> read(record, understood, scores));
        results.take(understood);
        scores.forEach(results::take);
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void read(
            ConsumerRecord<String, byte[]> record, List<BacktestResult> understood, List<SearchScores> scores) {
        try {
            if (record.topic().equals(Topics.SEARCH_SCORES.name())) {
                scores.add(Json.read(record.value(), SearchScores.class));
            } else {
                understood.add(checked(Json.read(record.value(), BacktestResult.class)));
            }
        } catch (RuntimeException e) {
            deadLetters.bury(record, e);
        }
    }

    private static BacktestResult checked(BacktestResult result) {
        if (result.requestId() == null || result.purpose() == null || result.hypothesisId() == null) {
            throw new IllegalArgumentException("[result] names no request, purpose or hypothesis");
        }
        if (result.report().isPresent() == result.failure().isPresent()) {
            throw new IllegalArgumentException("[result] must have either a report or a failure");
        }
        return result;
    }
}
