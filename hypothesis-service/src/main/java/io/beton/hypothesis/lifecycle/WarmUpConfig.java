package io.beton.hypothesis.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the past of a live hypothesis is asked for again, since the router does not have it. */
@ConfigMapping(prefix = "beton.hypothesis.warm-up")
public interface WarmUpConfig {

    /** How often the router is asked what it has. */
    @WithDefault("PT5M")
    Duration lookEvery();

    /** How long reading the past may take: as long as a history is kept on its way. */
    @WithDefault("PT6H")
    Duration patience();
}
