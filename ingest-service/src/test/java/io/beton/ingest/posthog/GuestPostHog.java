package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.beton.ingest.limit.IngestDatabase;
import io.beton.ingest.limit.Limiter;
import io.beton.ingest.limit.TestLimiter;
import io.beton.ingest.limit.TestLimits;
import io.beton.kit.time.StoppedClock;
import io.beton.model.Json;
import io.beton.model.hogql.HogQl;
import io.beton.model.id.ConnectionId;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import io.beton.standin.access.Limits;
import io.beton.standin.access.PersonalKey;
import io.beton.standin.fault.Fault;
import io.beton.standin.http.ReceivedRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A PostHog with limits, and replicas that share a database; all of them live by one clock. */
public final class GuestPostHog implements AutoCloseable {
    public static final String KEY = "phx_stand_in";
    static final int PER_MINUTE = 20;
    static final int PER_HOUR = 100;
    private static final AtomicInteger PROJECTS = new AtomicInteger();
    private static final ConnectionId CONNECTION = new ConnectionId("con_guest");
    private static final TestLimits LIMITS = TestLimits.of(0.5, PER_MINUTE, PER_HOUR);
    private static final DataSource DATABASE = IngestDatabase.fresh();

    private final StoppedClock clock = StoppedClock.at("2026-01-01T00:00:00Z");
    /** Of a project of its own: another one may have been at the same port, of which the database still knows. */
    private final PostHogStandIn standIn = PostHogStandIn.start(StandInConfig.defaults()
            .withProject(PROJECTS.incrementAndGet(), "Acme", "UTC")
            .withClock(clock)
            .withLimits(Limits.off()
                    .withRates(new Limits.Rates(PER_MINUTE, PER_HOUR, PER_MINUTE, PER_HOUR))
                    .withBudget(1_000_000_000L, 24)));

    private final Replica one = new Replica(LIMITS);
    private final Replica other = new Replica(LIMITS);
    private final Replica hasty = new Replica(LIMITS.withAnswerWithin(Duration.ofSeconds(3)));
    private boolean connected = true;

    public GuestPostHog() {
        standIn.capture("signed_up", "ann", JsonNodeFactory.instance.objectNode());
    }

    static String envelope(String type, String code, String detail) {
        return Json.text(Map.of("type", type, "code", code, "detail", detail));
    }

    public StoppedClock clock() {
        return clock;
    }

    public Replica one() {
        return one;
    }

    public Replica other() {
        return other;
    }

    /** One that gives no answer more than three seconds, in which a busy machine sends a small one too. */
    Replica hasty() {
        return hasty;
    }

    /** The next query meets this fault. */
    void meets(Fault fault) {
        standIn.faults().next(1, fault);
    }

    void meetsOnLists(Fault fault) {
        standIn.faults().next(1, "event_definitions", fault);
    }

    /** Where all replicas keep what they know. */
    public DataSource database() {
        return DATABASE;
    }

    public String url() {
        return standIn.url();
    }

    public String project() {
        return String.valueOf(standIn.projectId());
    }

    public int requests() {
        return standIn.requests().size();
    }

    public void revokeKey() {
        standIn.revoke(KEY);
    }

    public void allowKey() {
        standIn.allow(PersonalKey.full(KEY));
    }

    void disconnect() {
        connected = false;
    }

    List<ReceivedRequest> queries() {
        return standIn.requests().stream()
                .filter(request -> request.path().contains("/query"))
                .toList();
    }

    @Override
    public void close() {
        List.of(one, other, hasty).forEach(Replica::close);
        standIn.close();
    }

    /** What one process has. */
    public final class Replica {
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final RequestsUnderWay underWay = new RequestsUnderWay();
        private final Limiter limiter;
        private final PostHogClient client;
        private final PostHogSource source;
        private final Endpoint endpoint = new Endpoint(URI.create(standIn.url()), project(), new ApiKey(KEY));

        private Replica(TestLimits limits) {
            HostGuard guard = new HostGuard(new LoopbackOnly());
            this.limiter = TestLimiter.of(DATABASE, limits, clock);
            this.client = new PostHogClient(guard, limits, underWay, clock);
            this.source = new PostHogSource(
                    client,
                    new PostHogCalls(
                            guard,
                            limiter,
                            TestLimiter.heavy(DATABASE, limits, clock),
                            id -> connected,
                            underWay,
                            meters,
                            clock),
                    new ReadLedger(DATABASE),
                    meters);
        }

        /** Asks PostHog for a sum; other numbers are another query, by its values. */
        long sum(int first, int second, Patience patience) {
            HogQl query = new HogQl("beton_sum", "SELECT {a} + {b}", Map.of("a", first, "b", second));
            return ask(query, patience);
        }

        long ask(HogQl query, Patience patience) {
            return source.query(reading(patience), query, RowReader::rows)
                    .get(0)
                    .get(0)
                    .asLong();
        }

        /** The same, for somebody who waits only so long. */
        long sumWithin(int first, int second, Duration longest) {
            HogQl query = new HogQl("beton_sum", "SELECT {a} + {b}", Map.of("a", first, "b", second));
            Reading reading = reading(Patience.IDENTITY).until(clock.instant().plus(longest));
            return source.query(reading, query, RowReader::rows).get(0).get(0).asLong();
        }

        public PostHogSource source() {
            return source;
        }

        /** Its limiter is told to end before anybody else. */
        void endLimiter() {
            TestLimiter.end(limiter);
        }

        int definitions(Patience patience) {
            return source.all(reading(patience), "event_definitions/").size();
        }

        Map<String, Double> failures() {
            return meters.find("beton.posthog.failures").counters().stream()
                    .collect(Collectors.toMap(counter -> counter.getId().getTag("cause"), counter -> counter.count()));
        }

        Optional<Long> bytesLeft() {
            return limiter.view(endpoint.project()).bytesLeft();
        }

        private Reading reading(Patience patience) {
            return Reading.of(CONNECTION, endpoint, patience);
        }

        private void close() {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record LoopbackOnly() implements PostHogConfig {
        @Override
        public boolean allowHttp() {
            return true;
        }

        @Override
        public Optional<Set<String>> allowedHosts() {
            return Optional.of(Set.of("localhost"));
        }
    }
}
