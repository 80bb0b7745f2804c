package io.beton.backtest.run;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How much a backtest may take. */
@ConfigMapping(prefix = "beton.backtest")
interface BacktestConfig {

    /** How long the partial counts of a request may take to be complete, from the first of them. */
    @WithDefault("PT10M")
    Duration timeout();

    /** How long nothing may come of a history that has begun, before its request fails here and makes room. */
    @WithDefault("PT1H")
    Duration silence();

    /** How long a history is held for a search after its last question. */
    @WithDefault("PT2M")
    Duration hold();

    /** How much memory the histories of open requests may take together; 60 % of the heap if left out. */
    Optional<MemorySize> maxMemory();

    /** How many readers this instance has: threads that read and count partitions side by side. */
    @WithDefault("2")
    int readers();

    /** How long the view of the requests may take to catch up before reading starts over. */
    @WithDefault("PT30S")
    Duration requestWait();

    default long maxMemoryBytes() {
        return maxMemory().map(MemorySize::asLongValue).orElse((long)
                (Runtime.getRuntime().maxMemory() * 0.6));
    }
}
