package io.beton.backtest.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How much memory open histories may take together. */
final class MemoryBudget {
    private static final long MEGABYTE = 1024 * 1024;

    private final long most;
    private final AtomicLong used = new AtomicLong();
    private final Map<Object, Long> held = new ConcurrentHashMap<>();

    MemoryBudget(long most) {
        this.most = most;
    }

    /** Somebody takes so much now, whatever it was before. */
    void hold(Object holder, long bytes) {
        Long before = held.put(holder, bytes);
        used.addAndGet(bytes - (before == null ? 0 : before));
    }

    void release(Object holder) {
        Long before = held.remove(holder);
        used.addAndGet(before == null ? 0 : -before);
    }

    /** A holder that can do without; asked by whoever lacks memory, on the thread of that one. */
    interface Yielding {
        /** Whether it gave its memory back. */
        boolean giveWay();
    }

    /** Whether there is too little memory even when all have given way that can. */
    boolean exceeded() {
        for (Object holder : held.keySet()) {
            if (used.get() > most && holder instanceof Yielding yielding && yielding.giveWay()) {
                release(holder);
            }
        }
        return used.get() > most;
    }

    /** How many holders are such that could give way. */
    long yielding() {
        return held.keySet().stream().filter(Yielding.class::isInstance).count();
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
