package io.beton.router.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the time of matching goes: how long each step of a round took. */
@Singleton
final class Steps {
    /** In the order in which a round takes them. */
    enum Step {
        DECODE,
        WAIT,
        OFFSETS,
        LOAD,
        JUDGE,
        SAVE,
        SIGNALS,
        WARM_UP,
        COMMIT
    }

    private final MeterRegistry meters;
    private final Map<Step, Timer> timers;

    Steps(MeterRegistry meters) {
        this.meters = meters;
        this.timers = Arrays.stream(Step.values())
                .collect(Collectors.toMap(
                        Function.identity(), this::timer, (one, other) -> one, () -> new EnumMap<>(Step.class)));
    }

    private Timer timer(Step step) {
        return Timer.builder("beton.live.step")
                .tag("step", step.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    /** Begins the first step. */
    Lap begin() {
        return new Lap();
    }

    /** Measures one step after the other. */
    final class Lap {
        private long since = now();

        /** Ends a step and begins the next. */
        void ended(Step step) {
            long now = now();
            timers.get(step).record(now - since, TimeUnit.NANOSECONDS);
            since = now;
        }

        private long now() {
            return meters.config().clock().monotonicTime();
        }
    }
}
