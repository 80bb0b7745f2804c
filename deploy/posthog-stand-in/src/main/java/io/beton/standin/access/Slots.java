package io.beton.standin.access;

import io.beton.standin.http.ApiError;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The few queries that may run at once; the next ones wait a while and are then refused. */
public final class Slots {
    private final Semaphore free;
    private final Duration wait;

    public Slots(int count, Duration wait) {
        this.free = new Semaphore(count, true);
        this.wait = wait;
    }

    /** Does the work while holding a slot. */
    public <T> T holding(Supplier<T> work) {
        if (!taken()) {
            throw ApiError.throttled(
                    "throttled",
                    "Too many queries are running right now — please try again in a moment.",
                    Optional.empty());
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean taken() {
        try {
            return free.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
