package io.beton.ingest.limit;

import io.beton.kit.store.StoreFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets requests go to PostHog as its limits, our share of them, and their priority allow; one for all replicas.
 *
 * <p>Reads and writes: what {@link LimitStore} does, never while a request is under way. On failure: throws, and nothing
 * is asked.
 */
@ApplicationScoped
public class Limiter {
    /** A place that another replica gives back is found this soon. */
    private static final Duration SHORTEST_REST = Duration.ofMillis(50);

    private static final Duration LONGEST_REST = Duration.ofSeconds(5);

    private final LimitStore store;
    private final Rest rest;
    private final LimitGauges gauges;
    private final MeterRegistry meters;
    private final Clock clock;
    private volatile boolean ending;
    /** Pauses that the database has not heard of; nothing is asked of a project before it has. */
    private final Map<PostHogProject, Instant> unsaid = new ConcurrentHashMap<>();

    Limiter(LimitStore store, Rest rest, LimitGauges gauges, MeterRegistry meters, Clock clock) {
        this.store = store;
        this.rest = rest;
        this.gauges = gauges;
        this.meters = meters;
        this.clock = clock;
    }

    /** A place for one request, to be closed when it has its answer; {@link NoRoom} where it would take too long. */
    public Lease take(PostHogProject project, Priority priority, Duration patience) {
        gauges.show(project, priority);
        Instant asked = now();
        Instant deadline = asked.plus(patience);
        Ticket ticket = new Ticket(project, priority);
        while (true) {
            tell(project);
            Turn turn = store.turn(ticket, now());
            if (turn instanceof Turn.Now now) {
                noteWait(priority, asked);
                return new Lease(this, project, now.request());
            }
            Turn.Later later = (Turn.Later) turn;
            ticket = later.ticket();
            Instant back = later.told().notBefore();
            if (ending) {
                store.giveUp(ticket);
                throw new NoRoom(project);
            }
            if (back.isAfter(deadline) || !now().isBefore(deadline)) {
                store.giveUp(ticket);
                noteWait(priority, asked);
                throw new NoRoom(project, later.told());
            }
            restUntil(back, ticket);
        }
    }

    /** Who waits for a place gives up; before whoever waits for them. */
    void end(@Observes @jakarta.annotation.Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event) {
        ending = true;
        rest.end();
    }

    public LimitsView view(PostHogProject project) {
        return store.view(project, now());
    }

    void ended(PostHogProject project, long request, LimitStore.Said said) {
        try {
            store.ended(project, request, said, now());
        } catch (StoreFailure e) {
            said.pausedUntil().ifPresent(until -> unsaid.put(project, until));
            throw e;
        } finally {
            rest.end();
        }
    }

    private void tell(PostHogProject project) {
        Instant until = unsaid.get(project);
        if (until != null) {
            store.pause(project, until, now());
            unsaid.remove(project, until);
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Not for long at once: who waits is to be seen, and so is what changes meanwhile. */
    private void restUntil(Instant back, Ticket ticket) {
        Duration wanted = Duration.between(now(), back);
        Duration atLeast = wanted.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : wanted;
        try {
            rest.upTo(atLeast.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : atLeast);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            store.giveUp(ticket);
            throw new NoRoom(ticket.project(), e);
        }
    }

    private void noteWait(Priority priority, Instant asked) {
        meters.timer("beton.posthog.limiter.wait", "priority", priority.name().toLowerCase(Locale.ROOT))
                .record(Duration.between(asked, now()));
    }
}
