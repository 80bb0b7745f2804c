package io.beton.router.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often and how patiently a signal is handed to one destination: 10 attempts over about 3 days. */
@ConfigMapping(prefix = "beton.router.delivery")
public interface DeliveryConfig {

    @WithDefault("10")
    int attempts();

    /** The wait after the first attempt. */
    @WithDefault("PT10S")
    Duration firstWait();

    /** How many times longer each wait is than the one before. */
    @WithDefault("4")
    int growth();

    /** No wait is longer. */
    @WithDefault("PT24H")
    Duration longestWait();

    /** How many attempts run at once for one binding. */
    @WithDefault("2")
    int perBinding();

    /** How long an attempt may be away before somebody else takes it on; longer than an attempt can take. */
    @WithDefault("PT1M")
    Duration lease();

    /** How often due deliveries are looked for when nobody says that there are some. */
    @WithDefault("PT0.2S")
    Duration lookEvery();

    /** How often the gauges of what is owed are read. */
    @WithDefault("PT5S")
    Duration countEvery();
}
