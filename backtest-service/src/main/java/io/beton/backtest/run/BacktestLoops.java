package io.beton.backtest.run;

import io.beton.backtest.loop.PartitionSession;
import io.beton.backtest.loop.PartitionWork;
import io.beton.backtest.progress.ProgressView;
import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.beton.model.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Starts and ends the loops of this service: those that count, and the one that reports. */
@ApplicationScoped
class BacktestLoops {
    private static final String COUNTING = "beton-backtest";
    private static final String REPORTING = "beton-backtest-reduce";
    /** Scoring many candidates over millions of subjects happens between two polls. */
    private static final String LONGEST_BETWEEN_POLLS_MS = String.valueOf(30 * 60 * 1000);

    private final KafkaClients clients;
    private final DeadLetters deadLetters;
    private final BacktestConfig config;
    private final HistoryRequestView requests;
    private final Publisher publisher;
    private final Surroundings around;
    private volatile List<Loop> loops = List.of();

    BacktestLoops(
            KafkaClients clients,
            DeadLetters deadLetters,
            BacktestConfig config,
            HistoryRequestView requests,
            Publisher publisher,
            ProgressView progress,
            BacktestMetrics metrics,
            Clock clock) {
        this.clients = clients;
        this.deadLetters = deadLetters;
        this.config = config;
        this.requests = requests;
        this.publisher = publisher;
        MemoryBudget memory = new MemoryBudget(config.maxMemoryBytes());
        metrics.memory(memory);
        this.around = new Surroundings(requests, publisher::publish, progress, metrics, memory, clock);
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    void start() {
        List<Loop> started = new ArrayList<>();
        for (int reader = 0; reader < config.readers(); reader++) {
            started.add(loop(
                    Topics.HISTORY,
                    COUNTING,
                    (partition, note) -> new BacktestWorker(
                            partition,
                            publisher.partitions(Topics.HISTORY.name()),
                            note,
                            around,
                            new Patience(config.silence(), config.hold()))));
        }
        started.add(loop(
                Topics.BACKTEST_PARTIALS,
                REPORTING,
                (partition, note) -> new ReportWorker(note, around, config.timeout())));
        loops = List.copyOf(started);
    }

    void stop() {
        Loop.closeAll(loops);
    }

    boolean alive() {
        return loops.stream().allMatch(Loop::alive);
    }

    boolean ready() {
        return alive() && requests.caughtUp();
    }

    private Loop loop(Topics.Topic topic, String group, PartitionWork.Factory factory) {
        Map<String, String> overrides = Map.of(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_BETWEEN_POLLS_MS);
        return Loop.start(
                "read " + topic.name(),
                () -> new PartitionSession(topic.name(), clients.consumer(group, overrides), factory, deadLetters));
    }
}
