package io.beton.backtest.run;

import java.util.concurrent.atomic.AtomicLong;

/** How much memory open histories may take together. */
final class MemoryBudget {
    private static final long MEGABYTE = 1024 * 1024;

    private final long most;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long most) {
        this.most = most;
    }

    void change(long bytes) {
        used.addAndGet(bytes);
    }

    boolean exceeded() {
        return used.get() > most;
    }

    long used() {
        return used.get();
    }

    /** @param events so many have come, or were counted before they were read */
    String refusal(long bytes, long events) {
        return "the history does not fit into memory: about " + bytes / MEGABYTE + " MB for " + events
                + " events or more, with other open requests " + used.get() / MEGABYTE + " of " + most / MEGABYTE
                + " MB; take a shorter window or fewer events, raise the heap or beton.backtest.max-memory,"
                + " or run more instances";
    }
}
