package io.beton.ingest.poll;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How the live poll and the deep pass read. */
@ConfigMapping(prefix = "beton.ingest.poll")
interface PollConfig {

    /** How far before the cursor each poll begins: events become visible some time after their created_at. */
    @WithDefault("PT10M")
    Duration overlap();

    /** How close to now a poll goes. */
    @WithDefault("PT60S")
    Duration settle();

    /** How old an event may be when it arrives; later ones are left to the deep pass. */
    @WithDefault("P3D")
    Duration lookback();

    /** Rows of a first query, which is mostly the only one. */
    @WithDefault("5000")
    int firstPageSize();

    /** Rows of the queries that follow; PostHog gives no more than 50,000. */
    @WithDefault("50000")
    int pageSize();

    /** Connections that are polled side by side; each waits for PostHog most of the time. */
    @WithDefault("8")
    int atOnce();

    /** How often events are looked for that came later than the lookback. */
    @WithDefault("P1D")
    Duration deepEvery();

    /** How old those may be; less where no live hypothesis looks back so far. */
    @WithDefault("P90D")
    Duration deepDepth();

    static long micros(Duration duration) {
        return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
    }
}
