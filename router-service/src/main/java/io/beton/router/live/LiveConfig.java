package io.beton.router.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the matcher reads and what it keeps. */
@ConfigMapping(prefix = "beton.router.live")
public interface LiveConfig {

    /** How many threads match, each some of the partitions; more than there are partitions have nothing to do. */
    @WithDefault("2")
    int threads();

    /** How many records one transaction takes at most; one record holds up to 10,000 events. */
    @WithDefault("200")
    int maxPollRecords();

    /**
     * How many bytes are fetched of each partition that a thread reads, and so taken by one transaction. With more of them a subject that did many
     * things is loaded and saved less often while the router catches up, and it takes more memory: a megabyte holds about
     * 16,000 events, which come to some 30 megabytes.
     */
    @WithDefault("1048576")
    int fetchBytes();

    /**
     * After how long the partitions of an instance that fell silent go to another one; the least that brokers allow by
     * default, for an instance that only seemed dead is fenced and harms nothing.
     */
    @WithDefault("PT6S")
    Duration sessionTimeout();

    /** How long a batch waits for the hypotheses that its reader knew; then it is read again. */
    @WithDefault("PT30S")
    Duration hypothesesWait();

    /** How long after its timestamp an event may come for a condition that waits for the end of its window. */
    @WithDefault("PT1H")
    Duration lateness();

    /** How many matches of each selector are kept of a subject that has not fired, besides those that counts need. */
    @WithDefault("1000")
    int eventsPerSubject();

    /** How often what is kept for ended hypotheses is looked for and deleted. */
    @WithDefault("PT1M")
    Duration sweepEvery();
}
