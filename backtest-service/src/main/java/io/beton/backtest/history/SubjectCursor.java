package io.beton.backtest.history;

import io.beton.model.match.SubjectEvents;
import java.util.Arrays;

/** One subject after the other as the matcher wants to see it; reuses its arrays, so it belongs to one thread. */
final class SubjectCursor implements SubjectEvents {
    private static final int FIRST_CAPACITY = 16;

    private final PartitionHistory history;
    private final SubjectRows rows;
    private final long[][] times;
    private final int[] counts;
    private SubjectFacts facts;

    SubjectCursor(PartitionHistory history, SubjectRows rows) {
        this.history = history;
        this.rows = rows;
        this.times = new long[history.selectors().size()][FIRST_CAPACITY];
        this.counts = new int[times.length];
    }

    void moveTo(int subject) {
        facts = history.facts(subject);
        Arrays.fill(counts, 0);
        for (int place = rows.from(subject); place < rows.to(subject); place++) {
            int row = rows.row(place);
            for (int selector : history.matched(row)) {
                add(selector, history.rows().timestamp(row));
            }
        }
        for (int selector = 0; selector < times.length; selector++) {
            Arrays.sort(times[selector], 0, counts[selector]);
        }
    }

    @Override
    public int count(int selector) {
        return counts[selector];
    }

    @Override
    public long time(int selector, int i) {
        return times[selector][i];
    }

    @Override
    public long firstSeen() {
        return facts.firstSeen();
    }

    @Override
    public long subjectCreated() {
        return facts.created();
    }

    long earlier(int selector) {
        return facts.earlier(selector);
    }

    private void add(int selector, long time) {
        int count = counts[selector]++;
        if (count == times[selector].length) {
            times[selector] = Arrays.copyOf(times[selector], 2 * count);
        }
        times[selector][count] = time;
    }
}
