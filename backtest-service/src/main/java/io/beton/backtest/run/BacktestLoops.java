package io.beton.backtest.run;

import io.beton.backtest.loop.PartitionSession;
import io.beton.backtest.loop.PartitionWork;
import io.beton.backtest.progress.ProgressView;
import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.beton.kit.loop.Loops;
import io.beton.model.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Starts the loops of this service: those that count, and the one that reports. */
@ApplicationScoped
class BacktestLoops {
    private static final String COUNTING = "beton-backtest";
    private static final String REPORTING = "beton-backtest-reduce";
    /** Scoring many candidates over millions of subjects happens between two polls. */
    private static final String LONGEST_BETWEEN_POLLS_MS = String.valueOf(30 * 60 * 1000);

    private final KafkaClients clients;
    private final DeadLetters deadLetters;
    private final BacktestConfig config;
    private final Publisher publisher;
    private final Surroundings around;
    private final Loops loops;
    private volatile List<Loop> started = List.of();

    BacktestLoops(
            KafkaClients clients,
            DeadLetters deadLetters,
            BacktestConfig config,
            HistoryRequestView requests,
            Publisher publisher,
            ProgressView progress,
            BacktestMetrics metrics,
            Clock clock,
            Loops loops) {
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.config = config;
        this.publisher = publisher;
        this.loops = loops;
        MemoryBudget memory = new MemoryBudget(config.maxMemoryBytes());
        metrics.memory(memory);
        this.around = new Surroundings(requests, publisher::publish, progress, metrics, memory, clock);
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void start() {
        List<Loop> all = new ArrayList<>();
        for (int reader = 0; reader < config.readers(); reader++) {
            all.add(loop(
                    Topics.HISTORY,
                    COUNTING,
                    (partition, note) -> new BacktestWorker(
                            partition,
                            publisher.partitions(Topics.HISTORY.name()),
                            note,
                            around,
                            new Patience(config.silence(), config.hold()))));
        }
        all.add(loop(
                Topics.BACKTEST_PARTIALS,
                REPORTING,
                (partition, note) -> new ReportWorker(note, around, config.timeout())));
        started = List.copyOf(all);
    }

    /** For a while, as where this instance has ended and another one begins. */
    void stop() {
        Loop.closeAll(started);
    }

    private Loop loop(Topics.Topic topic, String group, PartitionWork.Factory factory) {
        Map<String, String> overrides = Map.of(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_BETWEEN_POLLS_MS);
        return loops.start(
                "read " + topic.name(),
                () -> new PartitionSession(topic.name(), clients.consumer(group, overrides), factory, deadLetters));
    }
}
