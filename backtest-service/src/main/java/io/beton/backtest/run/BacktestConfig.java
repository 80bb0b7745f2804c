package io.beton.backtest.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalLong;

/** How much a run may take. */
@ConfigMapping(prefix = "beton.backtest")
public interface BacktestConfig {

    /** How long after its first partial a request must be whole. */
    @WithDefault("PT10M")
    Duration timeout();

    /** How many bytes histories may take in memory; without it 60 % of the heap. */
    OptionalLong maxMemory();
}
