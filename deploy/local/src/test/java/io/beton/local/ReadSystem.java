package io.beton.local;

import static org.awaitility.Awaitility.await;

import io.beton.model.Topics;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.signal.Signal;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import io.beton.standin.access.PersonalKey;
import io.beton.standin.events.CapturedEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * What reads PostHog and tells of it, as processes: broker, database, ingest and router, before a PostHog in this
 * process. Every second there is a poll.
 */
final class ReadSystem implements AutoCloseable {
    /** How far before the cursor polls begin, as long as ingest has not been started again. */
    static final Duration OVERLAP = Duration.ofSeconds(60);

    private static final List<String> SERVICES = List.of("ingest", "router");
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final LocalSystem system;
    private final StandInConfig postHog;
    private final Product product;
    private final EventTail tail;
    private final SystemDatabase database;
    private final IngestProcess ingest;
    private PostHogStandIn standIn;

    private ReadSystem(LocalSystem system, StandInConfig postHog, PostHogStandIn standIn) {
        this.system = system;
        this.postHog = postHog;
        this.standIn = standIn;
        this.product = new Product(system);
        this.tail = new EventTail(system.bootstrapServers());
        this.database = new SystemDatabase(system.jdbcUrl());
        this.ingest = new IngestProcess(system, product);
    }

    /** @param settings environment of the services, besides what is the same for all */
    static ReadSystem start(Path folder, Map<String, String> settings) throws IOException {
        PortPlan ports = PortPlan.free();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("BETON_INGEST_MIN_SYNC_EVERY", "PT1S");
        // so many small pages, read so often, are more than a guest of PostHog asks for
        environment.put("BETON_INGEST_LIMIT_REQUESTS_PER_MINUTE", "1000000");
        environment.put("BETON_INGEST_LIMIT_REQUESTS_PER_HOUR", "1000000");
        // when the place of a request is free again that was under way as ingest was killed
        environment.put("BETON_INGEST_LIMIT_ANSWER_WITHIN", "PT20S");
        LocalSystem system = new LocalSystem(Launched.ROOT, folder.resolve("state"), ports, environment);
        StandInConfig postHog = StandInConfig.defaults()
                .withPort(ports.standIn())
                // neither UTC nor the same all the year
                .withProject(1, "Troubled", "America/New_York")
                .withKeys(PersonalKey.full(system.standInKey()))
                .withState(folder.resolve("posthog"));
        PostHogStandIn standIn = PostHogStandIn.start(postHog);
        system.startServers();
        SERVICES.forEach(system::startService);
        SERVICES.forEach(system::awaitService);
        return new ReadSystem(system, postHog, standIn);
    }

    /** Whoever fires is signalled from now on. */
    List<Hypothesis> approve(List<Approvals.Wanted> wanted) {
        List<Hypothesis> live = new Approvals(product.connect()).publish(wanted, system.bootstrapServers());
        long marks = (long) wanted.size() * Topics.EVENTS.partitions();
        until(() -> database.warmPartitions() == marks);
        return live;
    }

    Product product() {
        return product;
    }

    EventTail tail() {
        return tail;
    }

    PostHogStandIn postHog() {
        return standIn;
    }

    LocalSystem processes() {
        return system;
    }

    SystemDatabase database() {
        return database;
    }

    IngestProcess ingest() {
        return ingest;
    }

    void capture(List<CapturedEvent> events) {
        standIn.load(events.iterator());
    }

    /** Between two polls, as arrived at the cursor: the next poll is the first that can read it, and reads all of it. */
    void captureAtCursor(Crowd crowd) {
        database.betweenPolls(cursor -> capture(crowd.rest(cursor, cursor)));
    }

    static void until(BooleanSupplier reached) {
        until(LONGEST, reached);
    }

    static void until(Duration longest, BooleanSupplier reached) {
        until(longest, LOOK_EVERY, reached);
    }

    static void until(Duration longest, Duration lookEvery, BooleanSupplier reached) {
        await().atMost(longest).pollDelay(Duration.ZERO).pollInterval(lookEvery).until(reached::getAsBoolean);
    }

    /** Until everything that a crowd made by now stands on the topic of events. */
    void untilPublished(Crowd crowd) {
        Set<UUID> made = crowd.made();
        until(() -> tail.holds(made));
    }

    void postHogGoes() {
        standIn.close();
    }

    void postHogComesBack() {
        standIn = PostHogStandIn.start(postHog);
    }

    /** What probes say of services whose database or broker is away: that no start would help. */
    void untilAliveAndNotReady() {
        for (String service : SERVICES) {
            until(() -> !Api.answers(probe(service, "ready")));
            if (!Api.answers(probe(service, "live")) || !Api.answers(probe(service, "started"))) {
                throw new IllegalStateException(service + " asks to be started anew");
            }
        }
    }

    void untilReady() {
        SERVICES.forEach(service -> until(() -> Api.answers(probe(service, "ready"))));
    }

    private URI probe(String service, String probe) {
        return system.uri(service).resolve("/q/health/" + probe);
    }

    List<UUID> published() {
        return tail.published();
    }

    /** What has been told once the router has taken in everything that is on the topic by now. */
    /** What the headers of events and signals are called. */
    Set<String> headers() {
        Set<String> headers = new TreeSet<>(tail.headers());
        product.published().forEach(record -> record.headers().forEach(header -> headers.add(header.key())));
        return headers;
    }

    List<Signal> signals() {
        Map<TopicPartition, Long> ends = tail.ends();
        until(() -> {
            Map<TopicPartition, Long> consumed = database.consumed();
            return ends.entrySet().stream().allMatch(end -> consumed.getOrDefault(end.getKey(), 0L) >= end.getValue());
        });
        return product.listedSignals();
    }

    /** In PostHog's precision. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void close() {
        tail.close();
        system.close();
        standIn.close();
    }
}
