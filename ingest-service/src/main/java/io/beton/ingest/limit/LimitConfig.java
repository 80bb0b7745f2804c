package io.beton.ingest.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of what PostHog allows a project we take. */
@ConfigMapping(prefix = "beton.ingest.limit")
public interface LimitConfig {

    /** Our share of the requests and bytes; the rest is for whoever else reads the project. */
    @WithDefault("0.5")
    double share();

    /** What PostHog allows in any minute. */
    @WithDefault("240")
    int requestsPerMinute();

    /** What PostHog allows in any hour; 120 where it is an older or a self-hosted one. */
    @WithDefault("2400")
    int requestsPerHour();

    /** Our requests at a time; PostHog runs three queries of a project. */
    @WithDefault("2")
    int concurrent();

    /** How long one answer may take in all; then it is given up, as too much where it is a query's. */
    @WithDefault("PT2M")
    Duration answerWithin();

    /** How long a query that was too much for PostHog is not asked again. */
    @WithDefault("PT1H")
    Duration heavyFor();
}
