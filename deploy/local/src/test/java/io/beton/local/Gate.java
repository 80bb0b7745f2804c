package io.beton.local;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds back whoever wants to pass while it is closed. */
final class Gate {
    private static final int ALL = 1_000_000;

    private final Semaphore open = new Semaphore(ALL);
    private final AtomicInteger waiting = new AtomicInteger();

    void close() {
        open.acquireUninterruptibly(ALL);
    }

    void open() {
        open.release(ALL);
    }

    /** How many stand before it. */
    int waiting() {
        return waiting.get();
    }

    void pass() {
        waiting.incrementAndGet();
        open.acquireUninterruptibly();
        waiting.decrementAndGet();
        open.release();
    }
}
