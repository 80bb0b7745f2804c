package io.beton.ingest.poll;

import io.beton.model.id.ConnectionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Works for several connections side by side, for each of them on one thing at a time. */
final class SideBySide {
    private static final long SECONDS_TO_END = 5;

    private final ExecutorService workers;
    private final Set<ConnectionId> busy = ConcurrentHashMap.newKeySet();

    SideBySide(String name, int most) {
        workers = Executors.newFixedThreadPool(most, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    boolean busy(ConnectionId connection) {
        return busy.contains(connection);
    }

    /** Begins as soon as a worker is free; for a connection that is not busy. */
    void start(ConnectionId connection, Runnable work) {
        busy.add(connection);
        workers.execute(() -> {
            try {
                work.run();
            } finally {
                busy.remove(connection);
            }
        });
    }

    /** Interrupts what is being done, and waits a little until it has ended. */
    void end() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
