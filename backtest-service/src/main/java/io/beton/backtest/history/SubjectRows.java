package io.beton.backtest.history;

/** The rows of a history grouped by subject: {@code order} holds row numbers, a subject's from its start to the next. */
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
