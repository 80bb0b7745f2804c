package io.beton.hypothesis.proposal;

import io.beton.hypothesis.search.SearchLimits;
import io.beton.hypothesis.search.StableProperty;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far explorations go. */
@ConfigMapping(prefix = "beton.hypothesis.exploration")
public interface ExplorationConfig {

    /** How many claims an exploration tries at most. */
    @WithDefault("10000")
    int candidates();

    /** Of how many events, the most frequent first, conditions are tried. */
    @WithDefault("20")
    int events();

    /** How many selectors are made of events and the frequent values of properties; each costs PostHog an expression. */
    @WithDefault("60")
    int filtered();

    /** Of how many conditions of each design, the best first, further ones are made. */
    @WithDefault("12")
    int beam();

    /** How many requests refine what the one before found; the first level counts as one. */
    @WithDefault("3")
    int levels();

    /** How many hypotheses an exploration proposes at most. */
    @WithDefault("10")
    int finalists();

    /** The share of subjects in common from which on two conditions are one. */
    @WithDefault("0.8")
    double nearDuplicate();

    /** Properties of groups, such as {@code organization.industry}, whose value of today is that of then. */
    Optional<List<String>> stableGroupProperties();

    /** After how long an exploration without all its results is given up; a large history is read slowly. */
    @WithDefault("PT1H")
    Duration timeout();

    default SearchLimits limits() {
        return new SearchLimits(candidates(), events(), filtered(), beam(), levels(), finalists(), nearDuplicate());
    }

    default List<StableProperty> stable() {
        return stableGroupProperties().orElse(List.of()).stream()
                .map(StableProperty::of)
                .toList();
    }
}
