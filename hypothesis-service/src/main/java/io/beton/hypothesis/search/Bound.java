package io.beton.hypothesis.search;

import io.beton.model.backtest.Counts;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The best that a claim made of others can come to, so that what cannot become a finalist need not be tried.
 *
 * <p>Where it fires for none but those for whom all of its parents fire, it has no more hits than any of them, no more
 * misfires, and, if it fires for all of those, no fewer misfires than two parents must have in common. A rolling claim
 * about several events can fire at an event of either parent while the other is further back: then their sums bound it.
 */
record Bound(long mostHits, long fewestMisfires, long mostMisfires, long positives, long all, boolean clustered) {

    static Bound of(List<Scored> parents, boolean both) {
        Counts counts = parents.get(0).counts();
        long negatives = counts.fp() + counts.tn();
        boolean within = nested(parents);
        return new Bound(
                within ? least(parents, Counts::tp) : Math.min(counts.positives(), sum(parents, Counts::tp)),
                within && both ? Math.max(0, sum(parents, Counts::fp) - negatives * (parents.size() - 1)) : 0,
                within ? least(parents, Counts::fp) : Math.min(negatives, sum(parents, Counts::fp)),
                counts.positives(),
                counts.all(),
                parents.get(0).claim().rolling());
    }

    /** Whether a claim made of these fires for none but those for whom all of them fire. */
    static boolean nested(List<Scored> parents) {
        return parents.size() == 1 || !parents.get(0).claim().rolling();
    }

    private static long least(List<Scored> parents, ToLongFunction<Counts> number) {
        return parents.stream()
                .mapToLong(parent -> number.applyAsLong(parent.counts()))
                .min()
                .orElseThrow();
    }

    private static long sum(List<Scored> parents, ToLongFunction<Counts> number) {
        return parents.stream()
                .mapToLong(parent -> number.applyAsLong(parent.counts()))
                .sum();
    }

    /**
     * The greatest lower end that the interval of its lift can have; 0 where it cannot fire often enough.
     *
     * <p>For so many misfires the lower end grows with the hits. For so many hits the lift falls with the misfires; its
     * error falls with them too where more than half of the positives are hit, and is taken at its least then. Of
     * clustered observations the error is not known, so that the lift itself is the bound.
     */
    double surestLift(long leastFired) {
        long misfires = Math.max(fewestMisfires, leastFired - mostHits);
        if (mostHits == 0 || misfires > mostMisfires) {
            return 0;
        }
        double lift = lift(misfires);
        if (clustered) {
            return lift;
        }
        double variance =
                2 * mostHits <= positives ? variance(misfires) : Math.min(variance(misfires), variance(mostMisfires));
        return lift * Math.exp(-Chance.Z * Math.sqrt(Math.max(0, variance)));
    }

    /** How rare at most chance alone would bring it about; of clustered observations that is not known. */
    double rarity(long leastFired) {
        long misfires = Math.max(fewestMisfires, leastFired - mostHits);
        return clustered ? 0 : Chance.of(all, positives, mostHits + misfires, mostHits);
    }

    private double lift(long misfires) {
        return (double) mostHits * all / ((double) (mostHits + misfires) * positives);
    }

    private double variance(long misfires) {
        double hits = mostHits;
        return 1 / hits - 1 / (hits + misfires) - 1.0 / positives + (2 * lift(misfires) - 1) / all;
    }
}
