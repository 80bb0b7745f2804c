package io.beton.kit.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Does the same again and again, with a rest in between, which a nudge cuts short. */
final class Repeating implements Loop.Session {
    private final Duration rest;
    private final Runnable task;
    private final Semaphore nudges;

    /** @param nudges outlives this session, so that none is lost while a failed one starts over */
    Repeating(Duration rest, Runnable task, Semaphore nudges) {
        this.rest = rest;
        this.task = task;
        this.nudges = nudges;
    }

    @Override
    public void step() {
        task.run();
        try {
            if (nudges.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
                // however many there were, the next turn comes after all of them
                nudges.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wakeUp() {
        nudges.release();
    }

    @Override
    public void close() {
        // holds nothing between steps
    }
}
