package io.beton.hypothesis.result;

import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.proposal.Explorer;
import io.beton.hypothesis.store.Transactions;
import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.loop.Loop;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Takes the results of backtests.
 *
 * <p>Reads: backtests. Writes: what explorer and life cycle write, one transaction a result. On failure: a result that
 * cannot be read becomes a dead letter; the rest is read again after a crash and changes nothing the second time.
 */
final class ResultSession implements Loop.Session {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final DeadLetters deadLetters;
    private final Transactions transactions;
    private final Explorer explorer;
    private final HypothesisLifecycle lifecycle;

    ResultSession(
            KafkaConsumer<String, byte[]> consumer,
            DeadLetters deadLetters,
            Transactions transactions,
            Explorer explorer,
            HypothesisLifecycle lifecycle) {
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.transactions = transactions;
        this.explorer = explorer;
        this.lifecycle = lifecycle;
        consumer.subscribe(List.of(Topics.BACKTESTS.name()));
    }

    @Override
    public void step() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            BacktestResult result;
            try {
                result = Json.read(record.value(), BacktestResult.class);
            } catch (RuntimeException e) {
                deadLetters.bury(record, e);
                continue;
            }
            transactions.run(transaction -> {
                lifecycle.reported(transaction, result);
                explorer.scored(transaction, result);
                return result;
            });
        }
        consumer.commitSync();
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
