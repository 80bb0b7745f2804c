package io.beton.bench;

import java.util.List;

/** How time and memory grow with events and with hypotheses. */
final class GrowthBench {
    private GrowthBench() {}

    static void run(List<Engine> engines) {
        System.out.printf("%nhow cost grows%n");
        System.out.printf(
                "%12s %10s %9s %9s %9s %16s %16s%n",
                "events", "hypotheses", "read s", "seal s", "score s", "reading B/event", "sealed B/match");
        for (Engine engine : engines) {
            for (int hypotheses : new int[] {20, 200, 2000}) {
                Engine.Read read = engine.read(Asked.anchored(hypotheses));
                double score = Seconds.median(10, 5, () -> Engine.score(read.sealed()));
                System.out.printf(
                        "%,12d %,10d %9.2f %9.2f %9.4f %16.1f %16.1f%n",
                        engine.events(),
                        hypotheses,
                        read.readSeconds(),
                        read.sealSeconds(),
                        score,
                        (double) read.readingBytes() / engine.events(),
                        (double) read.sealed().postingBytes() / read.sealed().matches());
            }
        }
    }
}
