package io.beton.backtest.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adjusts p-values for how many were looked at.
 *
 * <p>Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate", J. R. Statist. Soc. B 57 (1995), 289-300: the
 * q-value of the i-th smallest of m p-values is the smallest of p_j m / j over j >= i.
 */
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /** The q-values in the order of the p-values. */
    public static double[] qValues(List<Double> pValues) {
        int m = pValues.size();
        int[] fromLargest = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> pValues.get(i)).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        double[] qValues = new double[m];
        double smallest = 1;
        for (int k = 0; k < m; k++) {
            int rank = m - k;
            smallest = Math.min(smallest, pValues.get(fromLargest[k]) * m / rank);
            qValues[fromLargest[k]] = smallest;
        }
        return qValues;
    }
}
