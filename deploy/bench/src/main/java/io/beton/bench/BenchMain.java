package io.beton.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs the benches that are named, or all. */
public final class BenchMain {
    private static final Set<String> ALL = Set.of("speed", "growth", "kafka", "worlds", "ingest");
    private static final int PERSONS = 200_000;
    private static final int WORLDS = 200;

    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        List<String> named = new ArrayList<>(List.of(args));
        boolean small = named.remove("--small");
        int[] sizes = small ? new int[] {100_000, 1_000_000} : new int[] {1_000_000, 10_000_000};
        int persons = small ? PERSONS / 10 : PERSONS;
        if (!ALL.containsAll(named)) {
            System.err.println(
                    "usage: deploy/bench/run [--small] [speed] [growth] [kafka] [worlds] [ingest] [loops [JMH option ...]]");
            System.exit(2);
        }
        Set<String> wanted = named.isEmpty() ? ALL : Set.copyOf(named);
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
        if (wanted.contains("ingest")) {
            new IngestBench(sizes).run();
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
