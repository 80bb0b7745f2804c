package io.beton.hypothesis.request;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Instant;
import java.util.Optional;

/** Which history is asked for where a caller does not say. */
@ConfigMapping(prefix = "beton.hypothesis.history")
public interface RequestConfig {

    /** The end of the history; now where it is not set. For data of the past. */
    Optional<Instant> asOf();

    /** How many days it is long. */
    @WithDefault("90")
    int windowDays();
}
