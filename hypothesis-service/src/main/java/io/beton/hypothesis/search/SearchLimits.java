package io.beton.hypothesis.search;

import io.beton.model.InvalidMember;

/**
 * How far a search goes.
 *
 * @param candidates how many claims are tried at most, all levels together
 * @param events of how many events, the most frequent first, claims are made
 * @param filtered how many selectors with a filter are made of frequent values at most
 * @param beam of how many claims of each design, the best first, the next level is made
 * @param levels how many levels there are at most
 * @param finalists how many are proposed at most
 * @param nearDuplicate from which share of common subjects on two claims are one
 */
public record SearchLimits(
        int candidates, int events, int filtered, int beam, int levels, int finalists, double nearDuplicate) {
    public static final SearchLimits DEFAULT = new SearchLimits(10_000, 20, 60, 12, 3, 10, 0.8);

    public SearchLimits {
        positive(candidates, "candidates");
        positive(events, "events");
        positive(beam, "beam");
        positive(levels, "levels");
        positive(finalists, "finalists");
        InvalidMember.check(filtered >= 0, "filtered", "`filtered` must not be negative");
        InvalidMember.check(
                nearDuplicate > 0 && nearDuplicate <= 1, "near_duplicate", "`near_duplicate` must be a share above 0");
    }

    private static void positive(int number, String member) {
        InvalidMember.check(number >= 1, member, "`" + member + "` must be 1 or more");
    }
}
