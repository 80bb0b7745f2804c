package io.beton.bench;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.report.ReportWriter;
import io.beton.backtest.scoring.Scorer;
import io.beton.bench.search.Searching;
import io.beton.hypothesis.search.SearchLimits;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Bar;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** In how many seeded worlds, of a kind whose truth is known, something passes. */
final class WorldsBench {
    /** So many of each design go on to the next level that thousands are tried. */
    private static final SearchLimits WIDE = new SearchLimits(10_000, TrueWorld.CANDIDATES, 0, 30, 3, 10, 0.8);

    private static final double LIKELY = 0.05;
    private static final List<Candidate> WRITTEN = IntStream.range(0, TrueWorld.CANDIDATES)
            .mapToObj(WorldsBench::candidate)
            .toList();

    private WorldsBench() {}

    /** A kind of world, and how it is judged. */
    enum Kind {
        NULL("nothing foretells paying", new TrueWorld(1000, 0, 1, false), false),
        SEARCHED("the same, searched", new TrueWorld(1000, 0, 1, false), true),
        REVERSE("use follows paying", new TrueWorld(1000, 0, 1, true), false),
        REVERSE_SEARCHED("the same, searched", new TrueWorld(1000, 0, 1, true), true),
        GROWTH("sign-ups grow", new TrueWorld(2000, 25, 1, false), false),
        GROWTH_SEARCHED("the same, searched", new TrueWorld(2000, 25, 1, false), true),
        PLANTED("one thing doubles the risk", new TrueWorld(3800, 0, 2, false), false);

        private final String text;
        private final TrueWorld world;
        private final boolean searched;

        Kind(String text, TrueWorld world, boolean searched) {
            this.text = text;
            this.world = world;
            this.searched = searched;
        }
    }

    static void run(int worlds) {
        System.out.printf(
                "%nof %d seeded worlds each, with %d candidates in each; where nothing is to be found, p is at most 5 %%"
                        + " of at most 5 %% of candidates%n",
                worlds, TrueWorld.CANDIDATES);
        System.out.printf(
                "searched: what the explorer proposes of about %,.0f claims that it tries in each%n",
                tried(Kind.SEARCHED, worlds / 10));
        System.out.printf("%-28s %18s %20s %22s%n", "", "something passes", "p at most 0.05", "passes by hindsight");
        for (Kind kind : Kind.values()) {
            int passed = kind == Kind.PLANTED ? found(worlds) : passed(kind, worlds);
            String likely = kind.searched ? "" : String.format("%.1f %%", 100 * likely(kind, worlds, thing -> true));
            String hindsight =
                    kind.searched ? "" : String.format("%.1f %%", 100.0 * byHindsight(kind, worlds) / worlds);
            System.out.printf("%-28s %16.1f %% %20s %22s%n", kind.text, 100.0 * passed / worlds, likely, hindsight);
        }
    }

    /** In how many worlds anything passes. */
    static int passed(Kind kind, int worlds) {
        return count(worlds, seed -> judged(kind, seed).anyMatch(WorldsBench::passed));
    }

    /** In how many worlds the one thing that foretells paying passes. */
    static int found(int worlds) {
        return count(worlds, seed -> passed(planted(seed)));
    }

    static Report planted(int seed) {
        return written(Kind.PLANTED, seed).get(0);
    }

    /** The share of candidates, of all worlds together, whose p-value is small. */
    static double likely(Kind kind, int worlds, IntPredicate things) {
        int[] asked = IntStream.range(0, TrueWorld.CANDIDATES).filter(things).toArray();
        return IntStream.range(0, worlds)
                .parallel()
                .mapToObj(seed -> written(kind, seed))
                .flatMap(reports -> IntStream.of(asked).mapToObj(reports::get))
                .mapToInt(report -> report.full().pValue() <= LIKELY ? 1 : 0)
                .average()
                .orElseThrow();
    }

    /** In how many worlds anything would pass if it were counted as {@link Hindsight} does. */
    static int byHindsight(Kind kind, int worlds) {
        return count(worlds, seed -> new Hindsight(kind.world.events(seed)).anythingPasses());
    }

    private static int count(int worlds, IntPredicate counts) {
        return (int) IntStream.range(0, worlds).parallel().filter(counts).count();
    }

    private static Stream<Report> judged(Kind kind, int seed) {
        return (kind.searched ? searched(kind, seed) : written(kind, seed)).stream();
    }

    private static List<Report> written(Kind kind, int seed) {
        return reports(kind, seed);
    }

    /** What the explorer proposes, judged by what it did not look at. */
    private static List<Report> searched(Kind kind, int seed) {
        return search(kind, seed).reports();
    }

    /** How many claims it tries, on average. */
    static double tried(Kind kind, int worlds) {
        return IntStream.range(0, worlds)
                .parallel()
                .mapToObj(seed -> search(kind, seed))
                .mapToInt(searching -> searching.search().tried().size())
                .average()
                .orElseThrow();
    }

    private static Searching search(Kind kind, int seed) {
        EventBatch events = Searching.batch(kind.world.events(seed), List.of(), Map.of());
        return Searching.of(events, World.AS_OF, TrueWorld.space(), WIDE);
    }

    private static List<Report> reports(Kind kind, int seed) {
        ConnectionId connection = new ConnectionId("con_world");
        HistoryRequest request = new HistoryRequest(
                new RequestId("req_world"), connection, Purpose.BACKTEST, World.AS_OF, World.WINDOW_DAYS, WRITTEN);
        PartitionHistory history = new PartitionHistory(request);
        history.add(new EventBatch(connection, -1, kind.world.events(seed), List.of(), Map.of(), List.of()));
        return new ReportWriter(request, World.AS_OF, Scorer.score(history)).reports();
    }

    private static Candidate candidate(int thing) {
        return new Candidate(new HypothesisId("hyp_" + thing), 1, TrueWorld.claim(thing), Bar.DEFAULT, false, 1);
    }

    private static boolean passed(Report report) {
        return report.verdict() == Verdict.PASSED;
    }
}
