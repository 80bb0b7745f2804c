package io.beton.ingest.poll;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How the live poll reads. */
@ConfigMapping(prefix = "beton.ingest.poll")
interface PollConfig {

    /** How far before the cursor each poll begins: events become visible some time after their created_at. */
    @WithDefault("PT10M")
    Duration overlap();

    /** How close to now a poll goes. */
    @WithDefault("PT60S")
    Duration settle();

    /** How old an event may be when it arrives; later ones are not seen live. */
    @WithDefault("P3D")
    Duration lookback();

    /** Rows of one query; PostHog gives no more than 50,000. */
    @WithDefault("50000")
    int pageSize();

    static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
