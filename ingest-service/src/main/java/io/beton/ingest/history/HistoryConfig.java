package io.beton.ingest.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How histories are read. */
@ConfigMapping(prefix = "beton.ingest.history")
interface HistoryConfig {

    /** Rows of one query; PostHog gives no more than 50,000. */
    @WithDefault("50000")
    int pageSize();
}
