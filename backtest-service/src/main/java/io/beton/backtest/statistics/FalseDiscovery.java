package io.beton.backtest.statistics;

import java.util.List;
import java.util.stream.IntStream;

/** Benjamini and Hochberg's step-up procedure, which keeps the share of false discoveries among many tests in bounds. */
public final class FalseDiscovery {
    private FalseDiscovery() {}

    /** The q-value of each p-value, in the same order; alone, q = p. */
    public static double[] qValues(double... pValues) {
        List<Integer> descending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted((a, b) -> Double.compare(pValues[b], pValues[a]))
                .toList();
        double[] qValues = new double[pValues.length];
        double smallest = 1;
        int rank = pValues.length;
        for (int test : descending) {
            smallest = Math.min(smallest, pValues[test] * pValues.length / rank);
            qValues[test] = smallest;
            rank--;
        }
        return qValues;
    }
}
