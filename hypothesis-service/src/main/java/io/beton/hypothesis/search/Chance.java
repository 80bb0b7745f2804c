package io.beton.hypothesis.search;

import io.beton.model.backtest.Counts;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** How often chance alone brings about what is seen; exact, for the best of many is made of few. */
final class Chance {
    /** Of the 95 % intervals of scores. */
    static final double Z = 1.959963984540054;

    /** What is taken for more than chance, by all that was tried together. */
    static final double RARE = 0.05;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Chance() {}

    /** Of a claim that has nothing to do with the outcome. */
    static double of(Scored scored) {
        Counts counts = scored.counts();
        double spread = spread(scored);
        return of(counts.all() / spread, counts.positives() / spread, counts.fired() / spread, counts.tp() / spread);
    }

    /** That of so many, of whom so many reach the outcome, at least so many of some that are drawn do. */
    static double of(double all, double positives, double drawn, double hits) {
        int population = (int) Math.round(all);
        int reach = (int) Math.min(population, Math.round(positives));
        int sample = (int) Math.min(population, Math.round(drawn));
        return HypergeometricDistribution.of(Math.max(1, population), reach, sample)
                .survivalProbability((int) Math.floor(hits) - 1);
    }

    /** Of so many standard errors or more. */
    static double beyond(double errors) {
        return NORMAL.survivalProbability(errors);
    }

    /** How many observations tell no more than one would of as many different subjects; 1 where each is observed once. */
    static double spread(Scored scored) {
        if (!scored.claim().rolling() || scored.counts().tp() == 0) {
            return 1;
        }
        Counts counts = scored.counts();
        double variance = 1.0 / counts.tp()
                - 1.0 / counts.fired()
                - 1.0 / counts.positives()
                + (2 * scored.lift() - 1) / counts.all();
        return variance <= 0 ? 1 : Math.max(1, scored.error() * scored.error() / variance);
    }
}
