package io.beton.ingest.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How histories are read. */
@ConfigMapping(prefix = "beton.ingest.history")
interface HistoryConfig {

    /** Rows of one query; PostHog gives no more than 50,000. */
    @WithDefault("50000")
    int pageSize();

    /** Bytes that PostHog may read for one history: half of what a free project has for a day (20 GB an hour). */
    @WithDefault("240000000000")
    long maxBytes();

    /** Queries of one history: what half of PostHog's 2,400 an hour give in two hours. */
    @WithDefault("2400")
    long maxQueries();

    /** Both together. */
    default HistoryBudget budget() {
        return new HistoryBudget(new HistoryCost(maxQueries(), maxBytes()));
    }
}
