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

    /** What is under way while everything runs, read as it flows. @param made how many events there are in PostHog */
    InFlight inFlight(int made) {
        int published = system.tail().different();
        return inFlight(published, made - published, system.tail().ends());
    }

    /** What of it still is, after the death of somebody other than PostgreSQL. */
    InFlight left(InFlight before) {
        return inFlight(before.published(), before.unread(), before.ends());
    }

    private InFlight inFlight(int published, int unread, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> consumed = system.database().consumed();
        long unmatched = ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumed.getOrDefault(end.getKey(), 0L)))
                .sum();
        return new InFlight(
                published,
                unread,
                ends,
                unmatched,
                system.database().untold(),
                system.database().deliveries("pending"),
                system.database().polled(lastStart),
                system.database().attempted(lastStart));
    }

    void killService(String name) {
        child(name).kill();
        keepLog(name);
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

    /** The server with everybody who works for it, and the program that started it. */
    void killPostgres() {
        try {
            Path file = folder.resolve("state").resolve("postgres").resolve("postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
            ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
            // what stands still makes no child that is in no list
            new ProcessBuilder("kill", "-STOP", String.valueOf(pid))
                    .start()
                    .onExit()
                    .join();
            List<ProcessHandle> workers = server.descendants().toList();
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(server), workers.stream()).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            child("postgres").kill();
            if (!all.stream().allMatch(process -> Gone.within(process, LONGEST_END))) {
                throw new IllegalStateException("PostgreSQL does not end");
            }
            keepLog("postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restartPostgres() {
        lastStart = Instant.now();
        system.processes().startPostgres();
        system.processes().awaitServers();
    }

    void killKafka() {
        child("kafka").kill();
        keepLog("kafka");
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
