package io.beton.backtest.history;

import io.beton.model.match.Numbering;
import io.beton.model.match.SubjectEvents;
import java.util.Arrays;
import java.util.List;

/** Walks over the subjects of a history and shows each one's events in order of time; reuses its memory. */
final class SubjectCursor implements SubjectEvents {
    private static final int FIRST_CAPACITY = 16;

    private final PartitionHistory history;
    private final SubjectRows rows;
    private final int[][] matches;
    private final int[] counts;
    /** For each counted property its selector and its column. */
    private final int[] selectors;

    private final int[] columns;
    private SubjectFacts facts;

    SubjectCursor(PartitionHistory history, SubjectRows rows) {
        this.history = history;
        this.rows = rows;
        this.matches = new int[history.selectors().size()][FIRST_CAPACITY];
        this.counts = new int[matches.length];
        List<Numbering.Value> values = history.selectors().values();
        this.selectors = values.stream().mapToInt(Numbering.Value::selector).toArray();
        this.columns = values.stream()
                .mapToInt(value -> history.column(value.property()))
                .toArray();
    }

    void moveTo(int subject) {
        facts = history.facts(subject);
        Arrays.fill(counts, 0);
        for (int place = rows.from(subject); place < rows.to(subject); place++) {
            int row = rows.row(place);
            for (int selector : history.matched(row)) {
                add(selector, row);
            }
        }
    }

    @Override
    public int count(int selector) {
        return counts[selector];
    }

    @Override
    public long time(int selector, int i) {
        return history.rows().timestamp(matches[selector][i]);
    }

    @Override
    public long value(int property, int i) {
        return history.rows().value(columns[property], matches[selectors[property]][i]);
    }

    @Override
    public int activeDays() {
        return facts.activeDays();
    }

    @Override
    public long firstOfDay(int i) {
        return facts.firstOfDay(i);
    }

    @Override
    public long lastOfDay(int i) {
        return facts.lastOfDay(i);
    }

    @Override
    public long firstSession() {
        return facts.firstSession();
    }

    @Override
    public long subjectCreated() {
        return facts.created();
    }

    long earlier(int selector) {
        return facts.earlier(selector);
    }

    boolean held() {
        return facts.held();
    }

    private void add(int selector, int row) {
        int count = counts[selector]++;
        if (count == matches[selector].length) {
            matches[selector] = Arrays.copyOf(matches[selector], 2 * count);
        }
        matches[selector][count] = row;
    }
}
