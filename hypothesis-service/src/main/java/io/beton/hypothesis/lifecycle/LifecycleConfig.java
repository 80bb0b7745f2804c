package io.beton.hypothesis.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the project decides about approvals and waiting. */
@ConfigMapping(prefix = "beton.hypothesis")
public interface LifecycleConfig {

    /** Whether a verdict of {@code passed} is approved without a person. */
    @WithDefault("false")
    boolean autoApprovePassed();

    /** How long a backtest may go without an answer. */
    @WithDefault("PT15M")
    Duration backtestTimeout();
}
