package io.beton.bench.live;

import java.util.Comparator;
import java.util.List;

/**
 * What larger machines would do, extrapolated: each part costs per event what it cost in the run with the most routers, on
 * cores as fast as these; a part has no more than its cores, and keeps some of them free. Nothing here is measured.
 */
final class ScaleModel {
    private static final double MICROS = 1e6;
    private static final long ALL_EVENTS = 100_000_000;
    private static final double SECONDS_PER_HOUR = 3_600;
    /** How busy cores may be before waiting grows. */
    private static final double BUSY = 0.7;

    private static final int PRIMARY_CORES = 16;
    private static final int BROKER_CORES = 4;
    private static final int ROUTER_CORES = 2;
    private static final double LOG_BYTES_PER_SECOND = 200e6;

    /** PostHog's limits of one project, and of its requests our share; of its bytes polls may take all. */
    private static final double SHARE = 0.5;

    private static final double QUERIES_PER_HOUR = 2_400;
    private static final int FIRST_PAGE = 5_000;
    private static final int PAGE = 50_000;
    private static final double OVERLAP_SECONDS = 600;
    /** What a poll's query reads of each event of its lookback, by {@code deploy/bench/run ingest}. */
    private static final double BYTES_PER_EVENT = 68;

    private final ScaleRun run;
    private final int partitions;

    ScaleModel(ScaleRun run, int partitions) {
        this.run = run;
        this.partitions = partitions;
    }

    void print() {
        System.out.printf(
                "%nEXTRAPOLATED from the run with %d routers, cores at most %.0f %% busy%n", run.routers(), 100 * BUSY);
        System.out.printf(
                "%12s %13s %18s %17s %13s %9s %22s%n",
                "events/s",
                "router cores",
                "routers of 2 cores",
                "PostgreSQL cores",
                "broker cores",
                "WAL MB/s",
                "100 M events, minutes");
        for (int rate : new int[] {1_000, 10_000, 50_000, 100_000, 200_000}) {
            System.out.printf(
                    "%,12d %13.1f %18.0f %17.1f %13.1f %9.1f %22.1f%n",
                    rate,
                    cores(rate, run.routerMicros()),
                    Math.ceil(cores(rate, run.routerMicros()) / ROUTER_CORES),
                    cores(rate, run.postgresMicros()),
                    cores(rate, run.brokerMicros()),
                    rate * run.logBytes() / 1e6,
                    ALL_EVENTS / (double) rate / 60);
        }
        System.out.printf(
                "100 M events: %,.0f core seconds of routers, %,.0f of PostgreSQL, %,.0f of the broker; %,.0f GB of WAL, %,.0f GB of topic%n",
                ALL_EVENTS * run.routerMicros() / MICROS,
                ALL_EVENTS * run.postgresMicros() / MICROS,
                ALL_EVENTS * run.brokerMicros() / MICROS,
                ALL_EVENTS * run.logBytes() / 1e9,
                (double) ALL_EVENTS * run.topicBytes() / run.events() / 1e9);
        System.out.printf("%nEXTRAPOLATED: how many events a second each part takes%n");
        first("one project", project());
        first("all projects together", installation());
    }

    private static void first(String of, List<Limit> limits) {
        List<Limit> sorted = limits.stream()
                .sorted(Comparator.comparingDouble(Limit::perSecond))
                .toList();
        sorted.forEach(limit -> System.out.printf("%,12.0f  %s: %s%n", limit.perSecond, of, limit.what));
        System.out.printf("first bottleneck of %s: %s%n", of, sorted.get(0).what);
    }

    /** Cores that so many events a second need. */
    private static double cores(double perSecond, double micros) {
        return perSecond * micros / MICROS / BUSY;
    }

    private record Limit(double perSecond, String what) {}

    /** By what PostHog lets one project be read. */
    private static List<Limit> project() {
        return List.of(
                bytes(20e9, 300, 3, "byte budget of 20 GB/h (free), polls every 5 min, lookback 3 days"),
                bytes(200e9, 300, 3, "byte budget of 200 GB/h (paid), polls every 5 min, lookback 3 days"),
                bytes(200e9, 900, 1, "byte budget of 200 GB/h (paid), polls every 15 min, lookback 1 day"),
                new Limit(
                        QUERIES_PER_HOUR * SHARE * PAGE / SECONDS_PER_HOUR * rangeOfNew(300),
                        "half of 2,400 queries an hour, polls every 5 min"));
    }

    private List<Limit> installation() {
        return List.of(
                new Limit(
                        PRIMARY_CORES * BUSY * MICROS / run.postgresMicros(),
                        "one PostgreSQL primary of " + PRIMARY_CORES + " cores"),
                new Limit(LOG_BYTES_PER_SECOND / run.logBytes(), "its WAL at 200 MB/s"),
                new Limit(
                        BROKER_CORES * BUSY * MICROS / run.brokerMicros(), "one broker of " + BROKER_CORES + " cores"),
                new Limit(
                        partitions * MICROS / (run.routerMicros() + run.postgresMicros()),
                        partitions + " partitions, each with a thread that waits for PostgreSQL"));
    }

    /** What part of the events that a poll reads has come since the poll before. */
    private static double rangeOfNew(double syncSeconds) {
        return syncSeconds / (syncSeconds + OVERLAP_SECONDS);
    }

    /** The most events a second whose polls read no more than the budget. */
    private static Limit bytes(double perHour, double syncSeconds, double lookbackDays, String what) {
        double events = 1;
        while (read(events, syncSeconds, lookbackDays) <= perHour) {
            events++;
        }
        return new Limit(events - 1, what);
    }

    private static double read(double perSecond, double syncSeconds, double lookbackDays) {
        double rows = perSecond * (syncSeconds + OVERLAP_SECONDS);
        double queries = 1 + Math.ceil(Math.max(0, rows - FIRST_PAGE) / PAGE);
        return SECONDS_PER_HOUR
                / syncSeconds
                * queries
                * BYTES_PER_EVENT
                * perSecond
                * lookbackDays
                * 24
                * SECONDS_PER_HOUR;
    }
}
