package io.beton.kit.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does the same again and again, with a rest in between. */
final class Repeating implements Loop.Session {
    private final Duration rest;
    private final Runnable task;
    private final CountDownLatch woken = new CountDownLatch(1);

    Repeating(Duration rest, Runnable task) {
        this.rest = rest;
        this.task = task;
    }

    @Override
    public void step() {
        task.run();
        try {
            woken.await(rest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wakeUp() {
        woken.countDown();
    }

    @Override
    public void close() {
        // holds nothing between steps
    }
}
