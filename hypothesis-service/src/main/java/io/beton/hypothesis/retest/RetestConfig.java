package io.beton.hypothesis.retest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often live hypotheses are tested again, and how sure it must be that one has drifted. */
@ConfigMapping(prefix = "beton.hypothesis.retest")
public interface RetestConfig {

    /** Between two re-tests of a hypothesis; a reading costs PostHog budget. */
    @WithDefault("P7D")
    Duration every();

    /** After how long a re-test without an answer is given up; one reading serves many, and nobody waits for it. */
    @WithDefault("PT1H")
    Duration timeout();

    /** About how likely all looks of a year together may pause one that is exactly at its bar. */
    @WithDefault("0.05")
    double yearlyError();
}
