package io.beton.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.model.match.Times;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.events.CapturedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Lets events happen one after the other in PostHog, steadily, as far as it is allowed to. */
final class Feed implements AutoCloseable {
    private static final int EVERY_MILLIS = 200;

    private final PostHogStandIn postHog;
    private final List<CrashWorld.Done> events;
    private final int atOnce;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private volatile int made;
    private volatile int allowed;
    private volatile Duration longest = Duration.ZERO;
    /** When some came, by how many there had been before. */
    private final ConcurrentNavigableMap<Integer, Instant> times = new ConcurrentSkipListMap<>();

    Feed(PostHogStandIn postHog, List<CrashWorld.Done> events, int perSecond) {
        this.postHog = postHog;
        this.events = List.copyOf(events);
        this.atOnce = Math.max(1, perSecond * EVERY_MILLIS / 1_000);
        thread.scheduleAtFixedRate(this::next, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many have happened. */
    int made() {
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw broken;
        }
        return made;
    }

    /** Until so many have happened it goes on. */
    void allow(int count) {
        allowed = Math.min(events.size(), Math.max(allowed, count));
    }

    /** When those came that followed the first so many. */
    Collection<Instant> times(int first) {
        return times.tailMap(first).values();
    }

    /** How long nothing has come. */
    Duration quiet() {
        return Duration.between(times.lastEntry().getValue(), Instant.now());
    }

    int all() {
        return events.size();
    }

    void allowAll() {
        allow(events.size());
    }

    /** The longest time that passed from when an event is said to have come until it could be read. */
    Duration longest() {
        return longest;
    }

    private void next() {
        int from = made;
        int to = Math.min(allowed, from + atOnce);
        if (failure.get() != null || to <= from) {
            return;
        }
        Instant at = ReadSystem.now();
        try {
            postHog.load(IntStream.range(from, to)
                    .mapToObj(i -> captured(events.get(i), at.plusNanos(1_000L * (i - from))))
                    .iterator());
            times.put(from, at);
            made = to;
            Duration took = Duration.between(at, Instant.now());
            longest = took.compareTo(longest) > 0 ? took : longest;
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private static CapturedEvent captured(CrashWorld.Done done, Instant createdAt) {
        ObjectNode properties = Json.mapper().valueToTree(done.event().properties());
        return new CapturedEvent(
                done.event().uuid(),
                done.event().name(),
                done.who(),
                Times.instant(done.event().time()),
                createdAt,
                properties);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
