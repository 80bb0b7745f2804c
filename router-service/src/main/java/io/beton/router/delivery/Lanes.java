package io.beton.router.delivery;

import io.beton.kit.loop.BackgroundWork;
import io.beton.model.id.SinkId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The lanes of all bindings. When the service ends no attempt begins, and those under way are settled. */
final class Lanes implements BackgroundWork {
    private final Function<SinkId, Lane> open;
    private final Map<SinkId, Lane> lanes = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    Lanes(Function<SinkId, Lane> open) {
        this.open = open;
    }

    /** Tells that there is something to do for a binding. */
    void wake(SinkId sink) {
        if (stopped) {
            return;
        }
        Lane lane = lanes.computeIfAbsent(sink, open);
        if (stopped) {
            // who stopped them meanwhile may not have seen it
            lane.end();
        }
        lane.wake();
    }

    @Override
    public String name() {
        return "attempts";
    }

    /** A worker that breaks off is followed by another one. */
    @Override
    public boolean died() {
        return false;
    }

    @Override
    public void stop() {
        stopped = true;
        lanes.values().forEach(Lane::end);
    }

    @Override
    public boolean endsWithin(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean ended = true;
        for (Lane lane : lanes.values()) {
            ended &= lane.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return ended;
    }

    /** Attempts have a time of their own; what is left behind is due again when its lease is over. */
    @Override
    public void breakOff() {
        // a receiver may have got it already, so nothing is won by giving up
    }
}
