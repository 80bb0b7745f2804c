package io.beton.hypothesis.proposal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How far explorations go. */
@ConfigMapping(prefix = "beton.hypothesis.exploration")
public interface ExplorationConfig {

    /** Of how many events, the most frequent first, conditions are tried. */
    @WithDefault("20")
    int events();

    /** How many hypotheses an exploration proposes at most. */
    @WithDefault("10")
    int finalists();

    /** After how long an exploration without all its results is given up; a large history is read slowly. */
    @WithDefault("PT1H")
    Duration timeout();
}
