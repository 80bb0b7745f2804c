package io.beton.hypothesis.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the operator decides about the life of hypotheses. */
@ConfigMapping(prefix = "beton.hypothesis")
public interface LifecycleConfig {

    /** Whether a hypothesis whose verdict is `passed` goes live without a person. */
    @WithDefault("false")
    boolean autoApprovePassed();

    /** After how long a backtest without an answer is given up; a busy PostHog can keep a history waiting. */
    @WithDefault("PT15M")
    Duration backtestTimeout();

    /** How old the history behind a report may be when it is approved: from its {@code as_of} to now. */
    @WithDefault("P14D")
    Duration maxReportAge();
}
