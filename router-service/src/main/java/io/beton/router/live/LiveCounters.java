package io.beton.router.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts what was matched, once it is committed, so that nothing that was undone counts.
 *
 * <p>Events consumed = matched + unmatched + duplicate, see {@link LiveEvents}; matches = signals + suppressed; deliveries
 * owed are the signals times the bindings whose filter they match. The delay of a signal is from when it came true until
 * it is stored; what a warm-up tells when it ends has none.
 */
final class LiveCounters {
    /** From what two fast intervals take to what nobody would call live. */
    private static final Duration[] DELAYS = Stream.of(
                    "PT1M", "PT2M", "PT5M", "PT10M", "PT30M", "PT1H", "PT2H", "PT6H", "P1D")
            .map(Duration::parse)
            .toArray(Duration[]::new);

    private final MeterRegistry meters;
    private final Counter consumed;
    private final Counter matched;
    private final Counter unmatched;
    private final Counter duplicate;
    private final Counter matches;
    private final Counter signals;
    private final Counter suppressed;
    private final Counter owed;
    private final Counter fenced;
    private final Timer delay;

    LiveCounters(MeterRegistry meters) {
        this.meters = meters;
        this.consumed = meters.counter("beton.events.consumed");
        this.matched = meters.counter("beton.events.matched");
        this.unmatched = meters.counter("beton.events.unmatched");
        this.duplicate = meters.counter("beton.events.duplicate");
        this.matches = meters.counter("beton.matches");
        this.signals = meters.counter("beton.signals");
        this.suppressed = meters.counter("beton.matches.suppressed");
        this.owed = meters.counter("beton.deliveries.owed");
        this.fenced = meters.counter("beton.router.fenced");
        this.delay = Timer.builder("beton.signal.delay")
                .serviceLevelObjectives(DELAYS)
                .register(meters);
    }

    void committed(Matching.Matched done) {
        consumed.increment(done.events().consumed());
        matched.increment(done.events().matched());
        unmatched.increment(done.events().unmatched());
        duplicate.increment(done.events().duplicate());
        matches.increment(done.told().matches());
        signals.increment(done.told().signals());
        suppressed.increment(done.told().matches() - done.told().signals());
        owed.increment(done.told().owed());
        done.told().delays().forEach(delay::record);
        done.warmUps()
                .forEach(result ->
                        meters.counter("beton.warm.ups", "result", result).increment());
    }

    void lost(Collection<TopicPartition> partitions) {
        partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(topic ->
                        meters.counter("beton.topic.losses", "topic", topic).increment());
    }

    void fenced() {
        fenced.increment();
    }
}
