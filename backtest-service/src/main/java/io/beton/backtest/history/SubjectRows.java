package io.beton.backtest.history;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The rows of a history grouped by subject: {@code order} holds row numbers, a subject's from its start to the next, in
 * the order of their times.
 */
final class SubjectRows {
    private final int[] starts;
    private final int[] order;

    SubjectRows(PartitionHistory history) {
        EventColumns rows = history.rows();
        starts = new int[(int) history.subjects() + 1];
        for (int row = 0; row < rows.size(); row++) {
            starts[rows.subject(row) + 1]++;
        }
        for (int subject = 1; subject < starts.length; subject++) {
            starts[subject] += starts[subject - 1];
        }
        int[] next = starts.clone();
        order = new int[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            order[next[rows.subject(row)]++] = row;
        }
        for (int subject = 0; subject < starts.length - 1; subject++) {
            sort(rows, starts[subject], starts[subject + 1]);
        }
    }

    /** Histories are read in order of time, so there is seldom anything to do. */
    private void sort(EventColumns rows, int from, int to) {
        for (int place = from + 1; place < to; place++) {
            if (rows.compare(order[place - 1], order[place]) > 0) {
                int[] sorted = IntStream.of(Arrays.copyOfRange(order, from, to))
                        .boxed()
                        .sorted(rows::compare)
                        .mapToInt(Integer::intValue)
                        .toArray();
                System.arraycopy(sorted, 0, order, from, sorted.length);
                return;
            }
        }
    }

    int from(int subject) {
        return starts[subject];
    }

    int to(int subject) {
        return starts[subject + 1];
    }

    int row(int place) {
        return order[place];
    }
}
