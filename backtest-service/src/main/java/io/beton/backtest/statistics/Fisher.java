package io.beton.backtest.statistics;

import io.beton.model.backtest.Counts;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/** Fisher's exact test, one-sided: does firing raise the odds of the outcome? By Apache Commons Statistics. */
public final class Fisher {
    private static final FisherExactTest TEST = FisherExactTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);

    private Fisher() {}

    /** The p-value; 1 where a row or a column of the table is empty, since nothing can be told from it. */
    public static double pValue(Counts counts) {
        boolean tellsNothing = counts.fired() == 0
                || counts.positives() == 0
                || counts.fired() == counts.all()
                || counts.positives() == counts.all();
        if (tellsNothing) {
            return 1;
        }
        int[][] table = {
            {Math.toIntExact(counts.tp()), Math.toIntExact(counts.fp())},
            {Math.toIntExact(counts.fn()), Math.toIntExact(counts.tn())}
        };
        return TEST.test(table).getPValue();
    }
}
