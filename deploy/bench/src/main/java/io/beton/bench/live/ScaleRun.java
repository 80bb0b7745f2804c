package io.beton.bench.live;

import io.beton.bench.Seconds;
import io.beton.model.Topics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What so many routers did with so many matched events.
 *
 * @param seconds by the clock, which says little where more routers than processors share a machine
 * @param batchBytes of the events' batches before, and topicBytes after they are compressed
 * @param residentBytes of one router, on average
 * @param load of the machine at its end: how many wanted a processor
 */
record ScaleRun(
        int routers,
        int events,
        double signals,
        double seconds,
        ProcessorTime spent,
        Written written,
        Waits.Seen waits,
        double fenced,
        long batchBytes,
        long topicBytes,
        long residentBytes,
        Latency.Seen latency,
        double load) {
    private static final double MICROS = 1e6;

    /** Routers must share the partitions already, and their code be compiled. */
    static ScaleRun of(LiveSystem system, int routers, Sessions sessions, Latency latency) throws IOException {
        Polls polls = new Polls(sessions, Duration.ofMinutes(5));
        double signals = system.metric("beton_signals_total");
        double fenced = system.metric("beton_router_fenced_total");
        long topic = system.bytesOf(Topics.EVENTS);
        Written before = Written.by(system);
        ProcessorTime spent = system.processorTime();
        double seconds;
        Waits.Seen seen;
        try (Waits waits = new Waits(system.where())) {
            seconds = Seconds.of(() -> {
                polls.publish(system.kafka().publisher());
                system.awaitDone();
            });
            seen = waits.seen();
        }
        spent = system.processorTime().minus(spent);
        return new ScaleRun(
                routers,
                sessions.size(),
                system.metric("beton_signals_total") - signals,
                seconds,
                spent,
                Written.by(system).minus(before),
                seen,
                system.metric("beton_router_fenced_total") - fenced,
                polls.bytes(),
                system.bytesOf(Topics.EVENTS) - topic,
                system.residentBytes(),
                latency.run(system),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Microseconds on a processor that an event costs. */
    double routerMicros() {
        return spent.router() / events * MICROS;
    }

    double postgresMicros() {
        return spent.postgres() / events * MICROS;
    }

    double brokerMicros() {
        return spent.broker() / events * MICROS;
    }

    double logBytes() {
        return (double) written.logBytes() / events;
    }

    static String head() {
        return String.format(
                "%8s %10s %8s %9s | %7s %10s %7s %6s | %8s %7s %7s %9s | %6s %5s %5s %5s %6s | %7s %6s %6s %5s",
                "routers",
                "events",
                "seconds",
                "events/s",
                "router",
                "PostgreSQL",
                "broker",
                "all",
                "commits",
                "rows",
                "WAL B",
                "pages",
                "at work",
                "lock",
                "WAL",
                "other",
                "most",
                "RSS MB",
                "p50 ms",
                "p99 ms",
                "load");
    }

    @Override
    public String toString() {
        double thousands = events / 1_000.0;
        return String.format(
                "%8d %,10d %8.1f %,9.0f | %7.1f %10.1f %7.1f %6.1f | %8.2f %7.2f %7.0f %9.2f | %6.1f %5.1f %5.1f %5.1f %6d | %7d %6.0f %6.0f %5.1f",
                routers,
                events,
                seconds,
                events / seconds,
                routerMicros(),
                postgresMicros(),
                brokerMicros(),
                routerMicros() + postgresMicros() + brokerMicros(),
                written.commits() / thousands,
                (double) written.rows() / events,
                logBytes(),
                written.pages() / thousands,
                waits.of(Waits.Doing.WORKING),
                waits.of(Waits.Doing.LOCK),
                waits.of(Waits.Doing.WAL),
                waits.of(Waits.Doing.OTHER),
                waits.connections(),
                residentBytes >> 20,
                latency.quantile(0.5),
                latency.quantile(0.99),
                load);
    }
}
