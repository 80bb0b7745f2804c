package io.beton.standin.access;

import java.time.Duration;
import java.util.Optional;

/**
 * What PostHog limits. Request rates are per key; {@code concurrent} queries run at once, further ones wait for a slot.
 */
public record Limits(
        Optional<Rates> rates,
        int concurrent,
        Duration slotWait,
        Optional<Long> budgetBytesPerHour,
        int budgetCapacityHours,
        Duration execution) {

    /** Requests a minute and an hour, for queries and for everything else. */
    public record Rates(int queriesPerMinute, int queriesPerHour, int othersPerMinute, int othersPerHour) {
        public static Rates cloud() {
            return new Rates(240, 2400, 480, 4800);
        }
    }

    public Limits {
        if (concurrent < 1 || budgetCapacityHours < 1) {
            throw new IllegalArgumentException("concurrent and budgetCapacityHours must be at least 1");
        }
    }

    /** No rates and no byte budget; concurrency and execution time stay as on Cloud. */
    public static Limits off() {
        return new Limits(Optional.empty(), 3, Duration.ofSeconds(30), Optional.empty(), 24, Duration.ofSeconds(10));
    }

    public static Limits cloud() {
        return new Limits(
                Optional.of(Rates.cloud()),
                3,
                Duration.ofSeconds(30),
                Optional.of(20_000_000_000L),
                24,
                Duration.ofSeconds(10));
    }

    public Limits withRates(Rates newRates) {
        return new Limits(
                Optional.of(newRates), concurrent, slotWait, budgetBytesPerHour, budgetCapacityHours, execution);
    }

    public Limits withConcurrency(int newConcurrent, Duration newWait) {
        return new Limits(rates, newConcurrent, newWait, budgetBytesPerHour, budgetCapacityHours, execution);
    }

    public Limits withBudget(long bytesPerHour, int capacityHours) {
        return new Limits(rates, concurrent, slotWait, Optional.of(bytesPerHour), capacityHours, execution);
    }

    public Limits withExecution(Duration newExecution) {
        return new Limits(rates, concurrent, slotWait, budgetBytesPerHour, budgetCapacityHours, newExecution);
    }
}
