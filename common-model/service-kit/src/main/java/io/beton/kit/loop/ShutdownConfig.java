package io.beton.kit.loop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a service that was told to end takes. */
@ConfigMapping(prefix = "beton.shutdown")
public interface ShutdownConfig {

    /** How long what is under way has to end by itself, before it is broken off; longer than an attempt of a delivery. */
    @WithDefault("PT20S")
    Duration grace();
}
