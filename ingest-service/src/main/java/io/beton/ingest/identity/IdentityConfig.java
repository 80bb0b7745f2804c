package io.beton.ingest.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What of subjects that fired may be told to the router, which hands it on to destinations; nothing by default. */
@ConfigMapping(prefix = "beton.ingest.identity")
public interface IdentityConfig {

    /** What the router shows to be let in; at least 32 characters, the same as its own. Without it nobody may ask. */
    Optional<String> token();

    /** How long a look-up may take in all; a bit less than the router waits. */
    @WithDefault("PT8S")
    Duration within();

    /** The properties of persons that may be told, such as {@code email}, by comma. */
    Optional<Set<String>> personProperties();

    /** The properties of groups of any type that may be told, by comma. */
    Optional<Set<String>> groupProperties();

    /** Whether the ids may be told by which PostHog knows persons in events, which some projects make of e-mail addresses. */
    @WithDefault("false")
    boolean distinctIds();

    /** How long a value may be, in bytes; a longer one is as good as none. */
    @WithDefault("1000")
    int longest();
}
