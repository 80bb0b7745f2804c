package io.beton.backtest.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution, as far as it is needed here. */
final class Normal {
    /** The two-sided 95 % point. */
    static final double Z = 1.959963984540054;

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /** Between minus and plus of this much of it lies. */
    static double point(double confidence) {
        return STANDARD.inverseSurvivalProbability((1 - confidence) / 2);
    }

    /** The probability of more than z. */
    static double above(double z) {
        return STANDARD.survivalProbability(z);
    }
}
