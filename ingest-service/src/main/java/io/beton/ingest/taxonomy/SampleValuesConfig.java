package io.beton.ingest.taxonomy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which values of properties are read, so that conditions on them can be thought of. */
@ConfigMapping(prefix = "beton.ingest.sample-values")
interface SampleValuesConfig {

    /** Of how many of the latest events the values are looked at. */
    @WithDefault("100000")
    long events();

    /** Of how many properties of events, of persons, and of each type of group. */
    @WithDefault("100")
    int properties();

    /** How many values a property may have; of one with more none is kept. */
    @WithDefault("20")
    int values();

    /** How long a value may be, in bytes. */
    @WithDefault("60")
    int longest();

    /** How many persons, or groups, have to share a value. */
    @WithDefault("5")
    int subjects();
}
