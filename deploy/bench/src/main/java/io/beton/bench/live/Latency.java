package io.beton.bench.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** How soon a signal follows its event while so many come each second: from when the batch is due to be sent until the signal is read. */
final class Latency {
    private static final int TICKS_PER_SECOND = 20;

    private final Sessions calm;
    private final int perSecond;
    private final int seconds;

    Latency(Sessions calm, int perSecond, int seconds) {
        this.calm = calm;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    /** Returns how many of the events were sent. */
    int run(LiveSystem system) {
        Map<UUID, Long> published = new HashMap<>();
        int each = perSecond / TICKS_PER_SECOND;
        int ticks = Math.min(calm.size() / each, seconds * TICKS_PER_SECOND);
        int[] tick = new int[1];
        long start = System.currentTimeMillis();
        List<Told.Heard> heard;
        try (Told told = new Told(system.kafka(), false)) {
            heard = told.until(() -> {
                while (tick[0] < ticks && System.currentTimeMillis() >= due(start, tick[0])) {
                    int from = tick[0] * each;
                    for (int i = from; i < from + each; i++) {
                        // a batch that is sent late has waited already
                        published.put(calm.uuid(i), due(start, tick[0]));
                    }
                    tick[0]++;
                    system.kafka().publisher().publish(Polls.records(calm, from, from + each, each));
                }
                return tick[0] == ticks;
            });
            CompletableFuture<Void> done = CompletableFuture.runAsync(system::awaitDone);
            heard.addAll(told.until(done::isDone));
            done.join();
        }
        double[] millis = heard.stream()
                .filter(one -> last(one).map(published::containsKey).orElse(false))
                .mapToDouble(one -> one.at() - published.get(last(one).orElseThrow()))
                .sorted()
                .toArray();
        System.out.printf(
                "%n%,d events/s for %d s, %,d signals; from batch to signal on Kafka p50 %.0f ms, p99 %.0f ms, longest %.0f ms%n",
                perSecond,
                ticks / TICKS_PER_SECOND,
                millis.length,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)],
                millis[millis.length - 1]);
        return ticks * each;
    }

    private static long due(long start, int tick) {
        return start + tick * 1_000L / TICKS_PER_SECOND;
    }

    private static Optional<UUID> last(Told.Heard heard) {
        List<UUID> events = heard.signal().events();
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }
}
