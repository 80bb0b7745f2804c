package io.beton.bench.live;

import io.beton.bench.Seconds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One, three and nine routers on this machine, one number after the other over the same subjects: what an event costs each
 * part, what they wait for, and, extrapolated, how far that goes. The routers share what processors there are, so that it
 * is cost that can be measured here, and contention, but not how fast nine machines would be.
 */
public final class ScaleBench {
    private static final int HYPOTHESES = 1_000;
    private static final int PARTITIONS = 36;
    private static final int CALM_PER_SECOND = 5_000;
    private static final int EVENTS_PER_SESSION = 4;
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Duration BEFORE = Duration.ofDays(6);
    private static final Instant APPROVED = NOW.minus(Duration.ofDays(8));
    private static final Duration HOUR = Duration.ofHours(1);

    /** With the heap that so many partitions need of each, a megabyte of a partition being some thirty of heap. */
    private record Replicas(int routers, String heap) {}

    private static final List<Replicas> REPLICAS =
            List.of(new Replicas(1, "-Xmx2g"), new Replicas(3, "-Xmx1g"), new Replicas(9, "-Xmx512m"));

    private final int persons;
    private final int calmSeconds;
    private final People people;
    private final List<Watch> watches = Watch.all(HYPOTHESES);
    private Instant clock = NOW;
    private int seed = 1;

    /** @param persons who have a state before the clock starts; four times as many events are matched by each number of routers */
    public ScaleBench(int persons, int calmSeconds) {
        this.persons = persons;
        this.calmSeconds = calmSeconds;
        this.people = new People(persons, PARTITIONS);
    }

    public void run() throws Exception {
        System.out.printf(
                "%nscale: %,d hypotheses, %,d subjects with state, %d partitions; 1, 3 and 9 routers, a broker and a PostgreSQL on this machine%n",
                HYPOTHESES, persons, PARTITIONS);
        List<ScaleRun> runs = new ArrayList<>();
        try (LiveSystem system = new LiveSystem(PARTITIONS)) {
            for (Replicas replicas : REPLICAS) {
                system.routers(replicas.routers, List.of(replicas.heap, "-XX:+UseParallelGC"));
                if (runs.isEmpty()) {
                    begin(system);
                    head();
                }
                // each router compiles its own code first
                system.take(next(Math.max(persons / 8, replicas.routers * 10_000)));
                Sessions busy = next(persons);
                Latency latency = new Latency(
                        next(calmSeconds * CALM_PER_SECOND / EVENTS_PER_SESSION), CALM_PER_SECOND, calmSeconds);
                runs.add(ScaleRun.of(system, replicas.routers, busy, latency));
                System.out.println(runs.get(runs.size() - 1));
            }
        }
        sums(runs);
        new ScaleModel(runs.get(runs.size() - 1), PARTITIONS).print();
    }

    private void begin(LiveSystem system) {
        Approvals.publish(system, watches, APPROVED);
        Sessions before = Sessions.of(people, persons, true, NOW.minus(BEFORE), NOW, seed++);
        double seconds = Seconds.of(() -> system.take(before));
        System.out.printf("%,d events before the clock, read in %.1f s%n", before.size(), seconds);
        System.out.println(system.state());
    }

    /** So many sessions of people taken at random, in the hour that comes next. */
    private Sessions next(int sessions) {
        Instant from = clock;
        clock = clock.plus(HOUR);
        return Sessions.of(people, sessions, false, from, clock, seed++);
    }

    private static void head() {
        System.out.printf(
                "%nMEASURED. Of an event: microseconds on a processor, rows and bytes of WAL written; of 1,000: commits and page images."
                        + "%nConnections that work, wait for a lock, the WAL or else, on average, and all at most. A router's memory."
                        + "%nAt %,d events/s: from batch to signal. Load of the machine at the end.%n",
                CALM_PER_SECOND);
        System.out.println(ScaleRun.head());
    }

    private static void sums(List<ScaleRun> runs) {
        ScaleRun last = runs.get(runs.size() - 1);
        System.out.printf(
                "%,d matched events, %,.0f signals in all; transactions lost to another instance: %.0f; an event is %.0f bytes, %.0f on the topic%n",
                runs.stream().mapToLong(ScaleRun::events).sum(),
                runs.stream().mapToDouble(ScaleRun::signals).sum(),
                runs.stream().mapToDouble(ScaleRun::fenced).sum(),
                (double) last.batchBytes() / last.events(),
                (double) last.topicBytes() / last.events());
    }
}
