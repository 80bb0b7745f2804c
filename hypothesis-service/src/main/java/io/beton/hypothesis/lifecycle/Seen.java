package io.beton.hypothesis.lifecycle;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a person was looking at when asking for a step; what is not said is not compared.
 *
 * @param version of the hypothesis
 * @param tags the {@code If-Match} header: the entity tags of which one must be that of the hypothesis as it stands
 */
record Seen(Optional<Integer> version, Optional<String> tags) {
    static final Seen UNSAID = new Seen(Optional.empty(), Optional.empty());
    private static final String ANY = "*";

    static Seen of(int version) {
        return new Seen(Optional.of(version), Optional.empty());
    }

    /** Whether it is said which one was looked at. */
    boolean said() {
        return version.isPresent()
                || tags.filter(some -> !some.isBlank() && !isAny(some)).isPresent();
    }

    /** Refuses a step with what has changed since it was looked at. */
    void check(KeptHypothesis kept) {
        if (version.isPresent() && version.get() != kept.hypothesis().version()) {
            throw LifecycleProblems.otherVersion(version.get(), kept);
        }
        if (tags.isPresent() && !isAny(tags.get()) && !names(tags.get(), kept.tag())) {
            throw LifecycleProblems.noLongerSo(kept);
        }
    }

    private static boolean isAny(String tags) {
        return tags.trim().equals(ANY);
    }

    private static boolean names(String tags, String tag) {
        return Arrays.stream(tags.split(",")).map(String::trim).anyMatch(tag::equals);
    }
}
