package io.beton.ingest.connection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How broken connections are looked after. */
@ConfigMapping(prefix = "beton.ingest.probe")
interface ProbeConfig {

    /** How often PostHog is asked whether a broken connection works again. */
    @WithDefault("PT15M")
    Duration every();
}
