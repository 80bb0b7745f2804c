package io.beton.hypothesis.retest;

import io.beton.model.InvalidMember;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import java.time.Duration;
import java.time.Instant;

/**
 * When re-tests are due, and how sure one look among many must be. Pure.
 *
 * <p>All hypotheses of a connection are due at the same times, so that one reading serves them; connections are spread
 * over the interval by their names.
 */
record RetestSchedule(Duration every, double yearlyError) {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration LONGEST_RETRY = Duration.ofDays(1);
    /** Makes neighbouring hash codes lie far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    RetestSchedule {
        InvalidMember.check(
                every.toMillis() > 0,
                "beton.hypothesis.retest.every",
                "`beton.hypothesis.retest.every` must be longer than nothing");
        InvalidMember.check(
                yearlyError > 0 && yearlyError < 1,
                "beton.hypothesis.retest.yearly-error",
                "`beton.hypothesis.retest.yearly-error` must be between 0 and 1, without either");
    }

    /** The first time a connection's re-tests are due after an instant. */
    Instant next(ConnectionId connection, Instant after) {
        long interval = every.toMillis();
        long turns = Math.floorDiv(after.toEpochMilli() - phase(connection), interval) + 1;
        return Instant.ofEpochMilli(turns * interval + phase(connection));
    }

    /** Whether a time is one at which a connection's re-tests are due together; otherwise it is a retry. */
    boolean together(ConnectionId connection, Instant due) {
        return next(connection, due.minusMillis(1)).equals(due);
    }

    private long phase(ConnectionId connection) {
        return Math.floorMod(connection.value().hashCode() * SPREAD, every.toMillis());
    }

    /**
     * When one that had no report is tried again: at a time of its own, and it is read alone then. What cannot be read
     * together with others, or not at all, keeps nobody from being tested.
     */
    Instant retry(HypothesisId hypothesis, Instant now) {
        Duration wait = every.compareTo(LONGEST_RETRY) < 0 ? every : LONGEST_RETRY;
        long apart = Math.floorMod(hypothesis.value().hashCode() * SPREAD, Math.max(1, wait.toMillis() / 4));
        return now.plus(wait).plusMillis(apart);
    }

    /**
     * Of each look, so that the looks of a year together err about as rarely as they may (Bonferroni over looks; the
     * spans of a look share most of their signals and are not counted).
     */
    double confidence() {
        return 1 - yearlyError * Math.min(1, (double) every.toMillis() / YEAR.toMillis());
    }
}
