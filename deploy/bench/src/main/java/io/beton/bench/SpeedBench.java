package io.beton.bench;

import io.beton.backtest.postings.SealedHistory;
import io.beton.model.backtest.Counts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The engine beside DuckDB over one world, with the same answers. */
final class SpeedBench {
    private static final int ONE_BY_ONE = 100;
    private static final int WIDEST = 100;

    private final World world;
    private final Engine engine;

    SpeedBench(World world, Engine engine) {
        this.world = world;
        this.engine = engine;
    }

    void run() throws SQLException {
        System.out.printf(
                "%n%,d events of %,d persons and %d names; seconds%n", world.events(), world.persons(), World.NAMES);
        System.out.printf(
                "%-22s %10s %14s %14s %10s %10s %s%n",
                "hypotheses", "engine", "DuckDB each", "DuckDB at once", "x each", "x at once", "same answers");
        try (DuckDb duck = new DuckDb(world)) {
            for (int count : new int[] {1, 100, 2000}) {
                anchored(duck, Asked.anchored(count));
            }
            rolling(duck);
        }
        oneBesideItsPostings();
    }

    private void anchored(DuckDb duck, List<Asked> asked) throws SQLException {
        SealedHistory sealed = engine.read(asked).sealed();
        List<Counts> counted = Engine.score(sealed);
        double ours = Seconds.median(20, 11, () -> Engine.score(sealed));
        List<Asked> each = asked.subList(0, Math.min(ONE_BY_ONE, asked.size()));
        List<Counts> theirs = new ArrayList<>();
        duck.anchored(each.get(0));
        double eachSeconds = Seconds.of(() -> {
                    for (Asked one : each) {
                        theirs.add(duck.anchored(one));
                    }
                })
                * asked.size()
                / each.size();
        double histogram = Seconds.median(1, 3, () -> duck.byHistogram(asked));
        double columns =
                asked.size() > WIDEST ? Double.POSITIVE_INFINITY : Seconds.median(1, 3, () -> duck.byColumns(asked));
        boolean same = theirs.equals(counted.subList(0, each.size()))
                && duck.byHistogram(asked).equals(counted)
                && (asked.size() > WIDEST || duck.byColumns(asked).equals(counted));
        double once = Math.min(histogram, columns);
        System.out.printf(
                "%-22s %10.4f %14.3f %14.3f %10.0f %10.1f %s%n",
                asked.size() + " anchored",
                ours,
                eachSeconds,
                once,
                eachSeconds / ours,
                once / ours,
                same ? "yes" : "NO");
        requireSame(same);
    }

    private void rolling(DuckDb duck) throws SQLException {
        Asked daily = Asked.daily();
        SealedHistory sealed = engine.read(List.of(daily)).sealed();
        double ours = Seconds.median(20, 11, () -> Engine.score(sealed));
        double theirs = Seconds.median(1, 3, () -> duck.rolling(daily));
        boolean same = Engine.score(sealed).equals(List.of(duck.rolling(daily)));
        System.out.printf(
                "%-22s %10.4f %14.3f %14s %10.0f %10s %s%n",
                "1 rolling, daily", ours, theirs, "", theirs / ours, "", same ? "yes" : "NO");
        requireSame(same);
    }

    private static void requireSame(boolean same) {
        if (!same) {
            throw new IllegalStateException("[bench] engine and DuckDB do not agree, so that times mean nothing");
        }
    }

    /** The limit of one hypothesis: a plain loop that sums the matches that it is made of. */
    private void oneBesideItsPostings() {
        SealedHistory sealed = engine.read(Asked.anchored(1)).sealed();
        long[] sum = new long[1];
        double limit = Seconds.median(50, 51, () -> sum[0] += LoopBench.sum(sealed));
        double ours = Seconds.median(50, 51, () -> Engine.score(sealed));
        System.out.printf(
                "1 anchored beside a loop that sums its %,d matches on one thread: %.6f and %.6f seconds, %.1f x (checksum %x)%n",
                sealed.matches(), ours, limit, ours / limit, sum[0]);
    }
}
