package io.beton.hypothesis.search;

import java.util.List;
import java.util.Set;

/**
 * What stands out of all that was tried, each behaviour once, in the form that says it best.
 *
 * <p>A claim stands out if chance alone sets none of so many apart like this in 19 of 20 searches.
 *
 * @param enough those with enough data for the goal's bar
 * @param kept the best first
 */
record Standing(List<Scored> tried, List<Scored> enough, List<Kept> kept) {

    /**
     * One that is kept.
     *
     * @param adds whether it was made of others that are kept too
     * @param others how many that say the same it stands for
     */
    record Kept(Scored scored, boolean adds, int others) {}

    static Standing of(List<Scored> tried, Minimum minimum, Set<String> setAside) {
        List<Scored> enough = tried.stream()
                .filter(minimum::met)
                .filter(scored -> scored.events().stream().noneMatch(setAside::contains))
                .toList();
        double rare = Chance.RARE / tried.size();
        List<Scored> out = enough.stream()
                .filter(scored -> scored.surestLift() > 1 && Chance.of(scored) <= rare)
                .toList();
        return new Standing(tried, enough, new Sifting(tried, rare).of(out));
    }

    /** How sure the lift is of the k-th best of those that say something by themselves; 0 where there are fewer. */
    double surestLiftOf(int k) {
        return kept.stream()
                .filter(each -> !each.adds())
                .skip(k - 1L)
                .mapToDouble(each -> each.scored().surestLift())
                .findFirst()
                .orElse(0);
    }
}
