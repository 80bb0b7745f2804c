package io.beton.router.pace;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a destination that fails is left alone. */
@ConfigMapping(prefix = "beton.router.circuit")
public interface PaceConfig {

    /** After how many failures in a row. */
    @WithDefault("5")
    int failures();

    /** How long, before one attempt shows whether it works again. */
    @WithDefault("PT1M")
    Duration pause();
}
