package io.beton.backtest.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

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
        /** How long it has not been needed. */
        Duration idle();

        /** Whether it gave its memory back. */
        boolean giveWay();
    }

    /** Whether there is too little memory even when all have given way that can, who is idle longest first. */
    boolean exceeded() {
        if (used.get() > most) {
            yieldings()
                    .sorted(Comparator.comparing(Yielding::idle).reversed())
                    .filter(yielding -> used.get() > most && yielding.giveWay())
                    .forEach(this::release);
        }
        return used.get() > most;
    }

    /** How many holders are such that could give way. */
    long yielding() {
        return yieldings().count();
    }

    private Stream<Yielding> yieldings() {
        return held.keySet().stream().filter(Yielding.class::isInstance).map(Yielding.class::cast);
    }

    long most() {
        return most;
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
