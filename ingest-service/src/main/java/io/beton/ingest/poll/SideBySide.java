package io.beton.ingest.poll;

import io.beton.kit.loop.BackgroundWork;
import io.beton.model.id.ConnectionId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Works for several connections side by side, for each of them on one thing at a time. */
final class SideBySide implements BackgroundWork {
    private final String name;
    private final ExecutorService workers;
    private final Set<ConnectionId> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    SideBySide(String name, int most) {
        this.name = name;
        workers = Executors.newFixedThreadPool(most, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    boolean busy(ConnectionId connection) {
        return busy.contains(connection);
    }

    /** Begins as soon as a worker is free, unless nothing is begun any more by then; for a connection that is not busy. */
    void start(ConnectionId connection, Runnable work) {
        busy.add(connection);
        try {
            workers.execute(() -> run(connection, work));
        } catch (RejectedExecutionException e) {
            // stopped in between
            busy.remove(connection);
        }
    }

    private void run(ConnectionId connection, Runnable work) {
        try {
            if (!stopped) {
                work.run();
            }
        } finally {
            busy.remove(connection);
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** A thread that ends is replaced. */
    @Override
    public boolean died() {
        return false;
    }

    @Override
    public void stop() {
        stopped = true;
        workers.shutdown();
    }

    @Override
    public boolean endsWithin(Duration longest) throws InterruptedException {
        return workers.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void breakOff() {
        workers.shutdownNow();
    }
}
