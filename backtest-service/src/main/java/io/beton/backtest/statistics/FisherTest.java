package io.beton.backtest.statistics;

import io.beton.model.backtest.Counts;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/** Fisher's exact test, one-sided: how likely a table at least this good is if firing does not raise the odds. */
public final class FisherTest {
    private static final FisherExactTest RAISES =
            FisherExactTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);

    private FisherTest() {}

    /** 1 where a margin is empty, for then there is only one possible table. */
    public static double pValue(Counts counts) {
        long n = counts.all();
        boolean onlyTable =
                counts.fired() == 0 || counts.fired() == n || counts.positives() == 0 || counts.positives() == n;
        if (onlyTable) {
            return 1;
        }
        int[][] table = {
            {Math.toIntExact(counts.tp()), Math.toIntExact(counts.fp())},
            {Math.toIntExact(counts.fn()), Math.toIntExact(counts.tn())}
        };
        return Math.min(1, RAISES.test(table).getPValue());
    }
}
