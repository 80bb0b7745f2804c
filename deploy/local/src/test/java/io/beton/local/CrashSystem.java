package io.beton.local;

import static io.beton.local.ReadSystem.until;

import io.beton.model.Json;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.signal.Signal;
import io.beton.servers.Gone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * A system whose processes may die at any moment: ingest, routers, broker and database as they are started, with several
 * claims live and a receiver of webhooks that has its moods.
 */
final class CrashSystem implements AutoCloseable {
    static final Duration LONGEST = Duration.ofMinutes(10);
    /** How long after its created_at an event may become readable: nothing but the cursor keeps what is older. */
    static final Duration VISIBLE_WITHIN = Duration.ofSeconds(4);

    private static final Duration LONGEST_END = Duration.ofSeconds(30);
    private static final Map<String, String> SETTINGS = Map.of(
            "BETON_INGEST_POLL_SETTLE",
            "PT2S",
            "BETON_INGEST_POLL_OVERLAP",
            "PT2S",
            // the receiver takes its time
            "BETON_ROUTER_DELIVERY_PER_BINDING",
            "16");

    private final Path folder;
    private final ReadSystem system;
    private final MoodyReceiver receiver;
    private final List<Hypothesis> live;
    private int deaths;
    private Instant lastStart = Instant.EPOCH;

    private CrashSystem(Path folder, ReadSystem system, MoodyReceiver receiver) {
        this.folder = folder;
        this.system = system;
        this.receiver = receiver;
        this.live = system.approve(CrashClaims.all());
        system.product().sink(receiver.address());
    }

    static CrashSystem start(Path folder) throws IOException {
        ReadSystem system = ReadSystem.start(folder, SETTINGS);
        try {
            return new CrashSystem(folder, system, new MoodyReceiver());
        } catch (IOException | RuntimeException e) {
            system.close();
            throw e;
        }
    }

    List<Hypothesis> live() {
        return live;
    }

    ReadSystem processes() {
        return system;
    }

    Feed feed(CrashWorld world, int perSecond) {
        return new Feed(system.postHog(), world.inOrder(), perSecond);
    }

    /** PostHog's person ids and whose they are. */
    Map<String, String> persons() {
        return system.product().persons();
    }

    /** What is under way while everything runs. @param made how many events there are in PostHog */
    InFlight inFlight(int made) {
        int published = system.tail().different();
        Map<TopicPartition, Long> ends = system.tail().ends();
        Map<TopicPartition, Long> consumed = system.database().consumed();
        long unmatched = ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumed.getOrDefault(end.getKey(), 0L)))
                .sum();
        return new InFlight(
                published,
                made - published,
                unmatched,
                system.database().untold(),
                system.database().deliveries("pending"));
    }

    /** Work that nobody left behind who died before. */
    Sight sight(Work work) {
        return system.database().sight(work, lastStart);
    }

    void killService(String name) {
        aimAt(name).run();
    }

    /** What kills a process at once. */
    Runnable aimAt(String name) {
        return () -> {
            child(name).kill();
            keepLog(name);
        };
    }

    void endService(String name) {
        child(name).close();
        keepLog(name);
    }

    void restartService(String service) {
        lastStart = Instant.now();
        system.processes().startService(service);
        awaitReady(service, system.processes().uri(service));
    }

    void startRouter(String name, int port) {
        system.processes().startService("router", name, Map.of("QUARKUS_HTTP_PORT", String.valueOf(port)));
        awaitReady(name, URI.create("http://localhost:" + port));
    }

    /** The server, after which nobody new works for it, with everybody who does, and the program that started it. */
    Runnable aimAtPostgres() {
        ProcessHandle server = postgres();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(server), server.descendants()).toList();
        return () -> {
            all.forEach(ProcessHandle::destroyForcibly);
            child("postgres").kill();
            if (!all.stream().allMatch(process -> Gone.within(process, LONGEST_END))) {
                throw new IllegalStateException("PostgreSQL does not end");
            }
            keepLog("postgres");
        };
    }

    private ProcessHandle postgres() {
        try {
            Path file = folder.resolve("state").resolve("postgres").resolve("postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restartPostgres() {
        lastStart = Instant.now();
        system.processes().startPostgres();
        system.processes().awaitServers();
    }

    void restartKafka() {
        lastStart = Instant.now();
        system.processes().startKafka();
        system.processes().awaitServers();
    }

    /** Until nothing is under way any more. */
    void untilDone(int made) {
        until(LONGEST, () -> inFlight(made).nothing());
    }

    /** Until each of these has been raised, and whoever had a landmark up to a time has been judged. */
    void untilRaised(Set<Told.Meaning> expected, Instant lastLandmark) {
        until(LONGEST, () -> system.database().signals() >= expected.size() && said().containsAll(expected));
        until(LONGEST, () -> system.database().unjudged(lastLandmark) == 0);
    }

    private Set<Told.Meaning> said() {
        return inTheDatabase().stream().map(Told::meaning).collect(Collectors.toSet());
    }

    List<Told> inTheDatabase() {
        return system.database().raised().keySet().stream()
                .map(signal -> Told.of(signal.signalId().toString(), signal))
                .toList();
    }

    List<Told> onTheTopic() {
        return system.product().published().stream()
                .map(record -> Told.of(
                        new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8),
                        Json.read(record.value(), Signal.class)))
                .toList();
    }

    List<Told> atTheReceiver() {
        return List.copyOf(receiver.taken());
    }

    private Child child(String name) {
        return system.processes().child(name);
    }

    private void awaitReady(String name, URI address) {
        child(name).await(() -> Api.answers(address.resolve("/q/health/ready")), LONGEST);
    }

    /** A start begins its log anew. */
    private void keepLog(String name) {
        deaths++;
        try {
            Path kept = Files.createDirectories(folder.resolve("logs-of-the-dead"));
            Files.copy(child(name).log(), kept.resolve(deaths + "-" + name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        system.close();
        receiver.close();
    }
}
