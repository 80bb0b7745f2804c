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

    Seen run(LiveSystem system) {
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
        return new Seen(perSecond, ticks / TICKS_PER_SECOND, ticks * each, millis);
    }

    /**
     * How long signals took.
     *
     * @param sent how many events there were
     * @param millis of each signal, in their order
     */
    record Seen(int perSecond, int seconds, int sent, double[] millis) {
        double quantile(double part) {
            return millis.length == 0
                    ? Double.NaN
                    : millis[(int) Math.min(millis.length - 1L, (long) (millis.length * part))];
        }

        @Override
        public String toString() {
            return String.format(
                    "%,d events/s for %d s, %,d signals; from batch to signal on Kafka p50 %.0f ms, p99 %.0f ms, longest %.0f ms",
                    perSecond, seconds, millis.length, quantile(0.5), quantile(0.99), quantile(1));
        }
    }

    private static long due(long start, int tick) {
        return start + tick * 1_000L / TICKS_PER_SECOND;
    }

    private static Optional<UUID> last(Told.Heard heard) {
        List<UUID> events = heard.signal().events();
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }
}
