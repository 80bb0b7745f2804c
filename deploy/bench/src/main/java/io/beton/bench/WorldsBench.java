package io.beton.bench;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.report.ReportWriter;
import io.beton.backtest.scoring.Scorer;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Bar;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** In how many seeded worlds, of a kind whose truth is known, something passes. */
final class WorldsBench {
    private static final int FINALISTS = 5;
    private static final List<Candidate> WRITTEN = IntStream.range(0, TrueWorld.CANDIDATES)
            .mapToObj(i -> candidate(i, false))
            .toList();

    private WorldsBench() {}

    /** A kind of world, and what to count in it. */
    enum Kind {
        NULL("nothing foretells paying: anything passes", new TrueWorld(1000, 0, 1, false)),
        SEARCHED("the same, searched by discovery, judged by holdout", new TrueWorld(1000, 0, 1, false)),
        REVERSE("use follows paying: anything passes", new TrueWorld(1000, 0, 1, true)),
        REVERSE_SEARCHED("the same, searched by discovery, judged by holdout", new TrueWorld(1000, 0, 1, true)),
        GROWTH("sign-ups grow: anything passes", new TrueWorld(2000, 25, 1, false)),
        GROWTH_SEARCHED("the same, searched by discovery, judged by holdout", new TrueWorld(2000, 25, 1, false)),
        PLANTED("a thing doubles the risk: it passes", new TrueWorld(3800, 0, 2, false));

        private final String text;
        private final TrueWorld world;

        Kind(String text, TrueWorld world) {
            this.text = text;
            this.world = world;
        }
    }

    static void run(int worlds) {
        System.out.printf("%nof %d seeded worlds each, with %d candidates in each%n", worlds, TrueWorld.CANDIDATES);
        for (Kind kind : Kind.values()) {
            int passed = passed(kind, worlds);
            System.out.printf("%-55s %4d  %5.1f %%%n", kind.text, passed, 100.0 * passed / worlds);
        }
    }

    static int passed(Kind kind, int worlds) {
        return (int) IntStream.range(0, worlds)
                .parallel()
                .filter(seed -> switch (kind) {
                    case NULL, REVERSE, GROWTH -> written(kind, seed).anyMatch(WorldsBench::passed);
                    case SEARCHED, REVERSE_SEARCHED, GROWTH_SEARCHED ->
                        searched(kind, seed).anyMatch(WorldsBench::passed);
                    case PLANTED ->
                        written(kind, seed)
                                .findFirst()
                                .filter(WorldsBench::passed)
                                .isPresent();
                })
                .count();
    }

    /** How many fired of what is planted. */
    static long planted(int seed) {
        return written(Kind.PLANTED, seed)
                .findFirst()
                .orElseThrow()
                .full()
                .counts()
                .fired();
    }

    private static Stream<Report> written(Kind kind, int seed) {
        return reports(kind, seed, Purpose.BACKTEST, WRITTEN).stream();
    }

    /** The best of discovery, judged by what they were not chosen by. */
    private static Stream<Report> searched(Kind kind, int seed) {
        List<Report> explored = reports(kind, seed, Purpose.EXPLORE, WRITTEN);
        List<Candidate> finalists = IntStream.range(0, explored.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> explored.get(i).full().pValue()))
                .limit(FINALISTS)
                .map(i -> candidate(i, true))
                .toList();
        return reports(kind, seed, Purpose.BACKTEST, finalists).stream();
    }

    private static List<Report> reports(Kind kind, int seed, Purpose purpose, List<Candidate> candidates) {
        HistoryRequest request = new HistoryRequest(
                new RequestId("req_world"),
                new ConnectionId("con_world"),
                purpose,
                World.AS_OF,
                World.WINDOW_DAYS,
                candidates);
        PartitionHistory history = kind.world.history(request, seed);
        return new ReportWriter(request, World.AS_OF, Scorer.score(history)).reports();
    }

    private static Candidate candidate(int thing, boolean searched) {
        return new Candidate(
                new HypothesisId("hyp_" + thing),
                1,
                TrueWorld.claim(thing),
                Bar.DEFAULT,
                searched,
                searched ? TrueWorld.CANDIDATES : 1);
    }

    private static boolean passed(Report report) {
        return report.verdict() == Verdict.PASSED;
    }
}
