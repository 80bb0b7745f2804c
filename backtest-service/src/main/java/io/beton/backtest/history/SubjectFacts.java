package io.beton.backtest.history;

import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.util.Arrays;

/** What is known of one subject beside its events. */
final class SubjectFacts {
    private static final long[] NONE = {};

    private final SubjectId id;
    private long firstSeen = Times.NEVER;
    private long created = Times.NEVER;
    /** By selector number; empty until there is one. */
    private long[] earlier = NONE;

    SubjectFacts(SubjectId id) {
        this.id = id;
    }

    SubjectId id() {
        return id;
    }

    long firstSeen() {
        return firstSeen;
    }

    long created() {
        return created;
    }

    /** The first outcome before the history window, or {@link Times#NEVER}. */
    long earlier(int selector) {
        return earlier.length == 0 ? Times.NEVER : earlier[selector];
    }

    void seen(long at) {
        firstSeen = Math.min(firstSeen, at);
    }

    void created(long at) {
        created = Math.min(created, at);
    }

    void earlier(int selector, int selectors, long at) {
        if (earlier.length == 0) {
            earlier = new long[selectors];
            Arrays.fill(earlier, Times.NEVER);
        }
        earlier[selector] = Math.min(earlier[selector], at);
    }
}
