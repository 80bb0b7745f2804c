package io.beton.ingest.limit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Shows how much room the projects have that this process reads.
 *
 * <p>Reads: what {@link LimitStore} does. Writes: nothing. On failure: the gauges stay as they were until the next look.
 */
@ApplicationScoped
class LimitGauges {
    private final LimitStore store;
    private final Clock clock;
    private final MultiGauge left;
    private final MultiGauge allowed;
    private final MultiGauge bytes;
    private final Set<PostHogProject> shown = ConcurrentHashMap.newKeySet();

    LimitGauges(LimitStore store, MeterRegistry meters, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.left = MultiGauge.builder("beton.posthog.requests.left").register(meters);
        this.allowed = MultiGauge.builder("beton.posthog.requests.allowed").register(meters);
        this.bytes = MultiGauge.builder("beton.posthog.budget.remaining.bytes").register(meters);
    }

    /** From the next look on; nothing that only a person tries, of whose addresses there is no end. */
    void show(PostHogProject project, Priority priority) {
        if (priority != Priority.PERSON) {
            shown.add(project);
        }
    }

    /** More often than anybody scrapes. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        List<Room> rooms = shown.stream()
                .map(project ->
                        new Room(Tags.of("host", project.host(), "project", project.id()), store.view(project, now)))
                .toList();
        requests(left, rooms, LimitsView.Requests::left);
        requests(allowed, rooms, LimitsView.Requests::of);
        bytes.register(
                rooms.stream()
                        .map(room -> MultiGauge.Row.of(
                                room.tags(),
                                room.view().bytesLeft().map(Long::doubleValue).orElse(Double.NaN)))
                        .toList(),
                true);
    }

    private static void requests(MultiGauge gauge, List<Room> rooms, ToDoubleFunction<LimitsView.Requests> value) {
        gauge.register(
                rooms.stream()
                        .<MultiGauge.Row<?>>flatMap(room -> Stream.of(
                                room.row(
                                        "minute",
                                        value.applyAsDouble(room.view().thisMinute())),
                                room.row("hour", value.applyAsDouble(room.view().thisHour()))))
                        .toList(),
                true);
    }

    /** One project. */
    private record Room(Tags tags, LimitsView view) {
        MultiGauge.Row<?> row(String window, double value) {
            return MultiGauge.Row.of(tags.and("window", window), value);
        }
    }
}
