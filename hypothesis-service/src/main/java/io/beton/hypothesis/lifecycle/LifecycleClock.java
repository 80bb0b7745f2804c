package io.beton.hypothesis.lifecycle;

import io.beton.hypothesis.store.Transactions;
import io.beton.model.hypothesis.HypothesisState;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Moves that nobody asks for: what is announced goes live, what is not answered goes back. */
@ApplicationScoped
class LifecycleClock {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Transactions transactions;
    private final HypothesisStore store;
    private final HypothesisLifecycle lifecycle;
    private final LifecycleConfig config;

    LifecycleClock(
            Transactions transactions, HypothesisStore store, HypothesisLifecycle lifecycle, LifecycleConfig config) {
        this.transactions = transactions;
        this.store = store;
        this.lifecycle = lifecycle;
        this.config = config;
    }

    @Scheduled(every = "0.5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        transactions.run(transaction -> {
            for (HypothesisStore.Stored stored : store.announced(transaction)) {
                lifecycle.move(transaction, stored, HypothesisState.LIVE, Optional.empty(), "beton", Optional.empty());
            }
            for (HypothesisStore.Stored stored :
                    store.overdue(transaction, CLOCK.instant().minus(config.backtestTimeout()))) {
                lifecycle.move(
                        transaction,
                        stored,
                        HypothesisState.PROPOSED,
                        Optional.empty(),
                        "beton",
                        Optional.of("the backtest was not answered in " + config.backtestTimeout()));
            }
            return true;
        });
    }
}
