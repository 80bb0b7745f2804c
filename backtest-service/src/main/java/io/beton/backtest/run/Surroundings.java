package io.beton.backtest.run;

import io.beton.backtest.progress.ProgressView;
import io.beton.kit.kafka.Publisher;
import java.time.Clock;

/** What the work on every partition shares. */
record Surroundings(
        HistoryRequestView requests,
        Publisher publisher,
        ProgressView progress,
        BacktestMetrics metrics,
        MemoryBudget memory,
        Clock clock) {}
