package io.beton.bench;

import io.beton.bench.live.LiveBench;
import io.beton.bench.live.ScaleBench;
import io.beton.bench.search.ExplorerBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs the benches that are named, or all but live matching. */
public final class BenchMain {
    private static final String EXPLORER = "explorer";
    private static final Set<String> USUAL = Set.of("speed", "growth", "kafka", "worlds", EXPLORER, "ingest");
    private static final String LIVE = "live";
    private static final String PROPOSALS = "proposals";
    private static final String DRIFT = "drift";
    private static final String SEARCH = "search";
    private static final String START = "start";
    private static final String SCALE = "scale";
    /** Their demo world has a bit more than a million events. */
    private static final int PROPOSAL_PERSONS = 60_000;

    private static final int PERSONS = 200_000;
    /** Of what a busy machine does in some minutes. */
    private static final int MIDDLE_PERSONS = 300_000;

    private static final int WORLDS = 200;
    private static final int EXPLORED_WORLDS = 50;
    private static final int EXPLORED_PERSONS = 6000;

    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        List<String> named = new ArrayList<>(List.of(args));
        boolean small = named.remove("--small");
        boolean middle = named.remove("--middle");
        int[] sizes = small ? new int[] {100_000, 1_000_000} : new int[] {1_000_000, 10_000_000};
        int persons = small ? PERSONS / 10 : PERSONS;
        Set<String> apart = Set.of(LIVE, PROPOSALS, DRIFT, SEARCH, START, SCALE);
        if (!named.stream().allMatch(name -> USUAL.contains(name) || apart.contains(name))) {
            System.err.println(
                    "usage: deploy/bench/run [--small] [speed] [growth] [kafka] [worlds] [explorer] [ingest] [live] [proposals] [drift] [search] [start] [scale [--middle]] [loops [JMH option ...]]");
            System.exit(2);
        }
        Set<String> wanted = named.isEmpty() ? USUAL : Set.copyOf(named);
        System.out.printf(
                "Java %s, %d processors, heap of at most %,d MB%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        if (wanted.contains("speed") || wanted.contains("growth")) {
            overWorlds(sizes, persons, wanted);
        }
        if (wanted.contains("kafka")) {
            new KafkaBench(World.of(persons, sizes[1], 1)).run();
        }
        if (wanted.contains("worlds")) {
            WorldsBench.run(WORLDS);
        }
        if (wanted.contains(EXPLORER)) {
            ExplorerBench.run(EXPLORED_WORLDS, EXPLORED_PERSONS);
        }
        if (wanted.contains("ingest")) {
            new IngestBench(sizes).run();
        }
        if (wanted.contains(PROPOSALS)) {
            new ProposalsBench(small ? PROPOSAL_PERSONS / 10 : PROPOSAL_PERSONS).run();
        }
        if (wanted.contains(DRIFT)) {
            DriftBench.run(WORLDS / 2);
        }
        if (wanted.contains(SEARCH)) {
            new SearchBench(World.of(persons / 4, sizes[0], 1)).run();
        }
        if (wanted.contains(START)) {
            new StartBench(small ? 1 : 3).run();
        }
        if (wanted.contains(LIVE)) {
            new LiveBench(5 * persons, small ? 10 : 30).run();
        }
        if (wanted.contains(SCALE)) {
            new ScaleBench(middle ? MIDDLE_PERSONS : 5 * persons, small ? 10 : 20).run();
        }
        // the broker would go on
        System.exit(0);
    }

    private static void overWorlds(int[] sizes, int persons, Set<String> wanted) throws Exception {
        List<Engine> engines = new ArrayList<>();
        for (int events : sizes) {
            World world = World.of(persons, events, 1);
            Engine engine = new Engine(world);
            engines.add(engine);
            if (wanted.contains("speed")) {
                new SpeedBench(world, engine).run();
            }
        }
        if (wanted.contains("growth")) {
            GrowthBench.run(engines);
        }
    }
}
