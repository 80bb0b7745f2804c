package io.beton.bench.live;

import io.beton.bench.Seconds;
import io.beton.model.Topics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How many events a second live matching takes, durably, how soon a signal follows its event, and what a rule engine does. */
public final class LiveBench {
    private static final int HYPOTHESES = 1_000;
    private static final int PARTITIONS = Topics.EVENTS.partitions();
    /** The default collector's threads take more of two cores. */
    private static final List<String> ROUTER = List.of("-Xmx2g", "-XX:+UseParallelGC");

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Duration BEFORE = Duration.ofDays(6);
    private static final Instant APPROVED = NOW.minus(Duration.ofDays(8));
    private static final int CALM_PER_SECOND = 5_000;
    private static final double MILLIS = 1_000;

    private final int persons;
    private final int sessions;
    private final int calmSeconds;
    private final People people;
    private final List<Watch> watches = Watch.all(HYPOTHESES);

    /**
     * @param persons who have a state before the clock starts
     * @param calmSeconds how long latency is measured
     */
    public LiveBench(int persons, int calmSeconds) {
        this.persons = persons;
        this.sessions = persons * 3 / 4;
        this.calmSeconds = calmSeconds;
        this.people = new People(persons, PARTITIONS);
    }

    public void run() throws Exception {
        System.out.printf(
                "%nlive: %,d hypotheses, %,d subjects with state; router, broker and PostgreSQL on this machine%n",
                HYPOTHESES, persons);
        Sessions before = Sessions.of(people, persons, true, NOW.minus(BEFORE), NOW, 1);
        Sessions busy = Sessions.of(people, sessions, false, NOW, NOW.plus(Duration.ofHours(1)), 2);
        Sessions calm = Sessions.of(
                people,
                calmSeconds * CALM_PER_SECOND / 4,
                false,
                NOW.plus(Duration.ofHours(1)),
                NOW.plus(Duration.ofHours(2)),
                3);
        Set<Told.Firer> told;
        int sent;
        try (LiveSystem system = new LiveSystem(PARTITIONS)) {
            system.routers(1, ROUTER);
            Approvals.publish(system, watches, APPROVED);
            double setUp = Seconds.of(() -> system.take(before));
            System.out.printf("%,d events before the clock, read in %.1f s%n", before.size(), setUp);
            System.out.println(system.state());
            throughput(system, busy);
            Latency.Seen seen = new Latency(calm, CALM_PER_SECOND, calmSeconds).run(system);
            System.out.printf("%n%s%n", seen);
            sent = seen.sent();
            deliveries(system);
            try (Told all = new Told(system.kafka(), true)) {
                told = all.until(() -> true).stream().map(Told.Heard::firer).collect(Collectors.toSet());
            }
        }
        ruleEngine(before, busy, calm.first(sent), told);
    }

    private void throughput(LiveSystem system, Sessions busy) throws Exception {
        Polls polls = new Polls(busy, Duration.ofMinutes(5));
        Map<String, Double> stepsBefore = system.steps();
        ProcessorTime before = system.processorTime();
        double signals = system.metric("beton_signals_total");
        double seconds = Seconds.of(() -> {
            polls.publish(system.kafka().publisher());
            system.awaitDone();
        });
        ProcessorTime spent = system.processorTime().minus(before);
        double rows = busy.size();
        System.out.printf(
                "%n%,d matched events, %,.0f signals: %.1f s, %,.0f events/s, %,.0f events/core second%n",
                busy.size(),
                system.metric("beton_signals_total") - signals,
                seconds,
                rows / seconds,
                rows / spent.all());
        System.out.printf(
                "core seconds: router %.1f, PostgreSQL %.1f, broker %.1f%n",
                spent.router(), spent.postgres(), spent.broker());
        Map<String, Double> steps = system.steps();
        steps.replaceAll((step, sum) -> sum - stepsBefore.getOrDefault(step, 0.0));
        double all = steps.values().stream().mapToDouble(Double::doubleValue).sum();
        System.out.printf("of the matching threads' %.1f s:", all);
        steps.forEach((step, sum) -> System.out.printf(" %s %.1f %%", step, 100 * sum / all));
        System.out.println();
    }

    private void deliveries(LiveSystem system) throws Exception {
        try (HookReceiver receiver = new HookReceiver()) {
            // what is owed from now on, that is, of everything that was signalled so far once more
            String sink = system.router()
                    .post("/api/v1/sinks", Map.of("name", "bench", "kind", "webhook", "url", receiver.url()))
                    .path("sink_id")
                    .asText();
            system.execute("insert into router.delivery (delivery_id, signal_id, sink_id, state, due_at)"
                    + " select signal_id, signal_id, '" + sink + "', 'pending', now() from"
                    + " (select signal_id from router.signal order by position limit 5000) told");
            int first = 500;
            int most = (int) system.number("select count(*) from router.delivery");
            system.router().await(() -> receiver.count() >= Math.min(first, most));
            int from = receiver.count();
            double seconds = Seconds.of(() -> system.router().await(() -> receiver.count() >= most));
            System.out.printf(
                    "%n%,d signals to one webhook: %,.0f deliveries/s%n",
                    most, (most - from) / Math.max(seconds, 1 / MILLIS));
        }
    }

    private void ruleEngine(Sessions before, Sessions busy, Sessions calm, Set<Told.Firer> told) throws Exception {
        try (RuleEngine engine = new RuleEngine(watches, people)) {
            engine.take(before);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long spent = -threads.getCurrentThreadCpuTime();
            double seconds = Seconds.of(() -> engine.take(busy));
            spent += threads.getCurrentThreadCpuTime();
            engine.take(calm);
            Set<String> said = watches.stream()
                    .filter(RuleEngine::says)
                    .map(watch -> watch.id().value())
                    .collect(Collectors.toSet());
            Set<Told.Firer> comparable = told.stream()
                    .filter(firer -> said.contains(firer.hypothesis().value()))
                    .collect(Collectors.toSet());
            System.out.printf(
                    "%nSiddhi in memory, %,d of the hypotheses, one thread, nothing stored: %,.0f events/s, %,.0f events/core second; same firers as live: %s (%,d and %,d)%n",
                    said.size(),
                    busy.size() / seconds,
                    busy.size() / (spent / 1e9),
                    engine.firers().equals(comparable) ? "yes" : "NO",
                    engine.firers().size(),
                    comparable.size());
        }
    }
}
