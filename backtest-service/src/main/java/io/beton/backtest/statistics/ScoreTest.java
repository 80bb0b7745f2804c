package io.beton.backtest.statistics;

import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import java.math.BigInteger;

/** The one-sided score test of many observations per subject: how likely this is if firing does not raise the odds. */
public final class ScoreTest {
    private ScoreTest() {}

    /** 1 where a margin is empty, or no subject says anything. */
    public static double pValue(Counts counts, Clusters clusters) {
        long n = counts.all();
        long fired = counts.fired();
        long positives = counts.positives();
        if (fired == 0 || fired == n || positives == 0 || positives == n) {
            return 1;
        }
        // of each subject its U as many times as n squared, which is a whole number
        BigInteger variance = clusters.square(
                product(n - positives, n - fired),
                product(-positives, n - fired),
                product(n - positives, -fired),
                product(fired, positives));
        BigInteger score =
                product(n, counts.tp()).subtract(product(positives, fired)).multiply(BigInteger.valueOf(n));
        return variance.signum() == 0 ? 1 : Normal.above(score.doubleValue() / Math.sqrt(variance.doubleValue()));
    }

    private static BigInteger product(long one, long other) {
        return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
    }
}
