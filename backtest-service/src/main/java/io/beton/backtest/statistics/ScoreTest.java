package io.beton.backtest.statistics;

import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;

/** The one-sided score test of many observations per subject: how likely this is if firing does not raise the odds. */
public final class ScoreTest {
    private ScoreTest() {}

    /** 1 where a margin is empty, or no subject says anything. */
    public static double pValue(Counts counts, Clusters clusters) {
        double n = counts.all();
        boolean onlyTable =
                counts.fired() == 0 || counts.fired() == n || counts.positives() == 0 || counts.positives() == n;
        if (onlyTable) {
            return 1;
        }
        double fired = counts.fired() / n;
        double baseline = counts.positives() / n;
        double both = fired * baseline;
        double score = counts.tp() - baseline * counts.fired();
        double variance = clusters.square(1 - baseline - fired + both, both - baseline, both - fired, both);
        return variance <= 0 ? 1 : Normal.above(score / Math.sqrt(variance));
    }
}
