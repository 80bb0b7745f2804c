package io.beton.backtest.run;

import io.beton.kit.kafka.DeadLetters;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.kit.loop.Loop;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Runs the worker and the reducer for as long as the service lives. */
@Startup
@Readiness
@ApplicationScoped
public class Loops implements HealthCheck {
    private static final double SHARE_OF_HEAP = 0.6;

    private final Loop worker;
    private final Loop reducer;
    private final Requests requests;

    Loops(
            KafkaClients kafka,
            DeadLetters deadLetters,
            Publisher publisher,
            Requests requests,
            Progress progress,
            MeterRegistry meters,
            BacktestConfig config) {
        long maxMemory = config.maxMemory().orElse((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP));
        this.requests = requests;
        this.worker = Loop.start(
                "backtest",
                () -> new BacktestWorker(
                        kafka.consumer("beton-backtest", Map.of()),
                        deadLetters,
                        requests,
                        publisher,
                        progress,
                        maxMemory));
        this.reducer = Loop.start(
                "reduce",
                () -> new PartialReducer(
                        kafka.consumer("beton-backtest-reduce", Map.of()),
                        deadLetters,
                        requests,
                        publisher,
                        meters,
                        Clock.systemUTC(),
                        config.timeout()));
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("backtest loops")
                .status(worker.alive() && reducer.alive() && requests.ready())
                .build();
    }

    @PreDestroy
    void close() {
        worker.close();
        reducer.close();
    }
}
