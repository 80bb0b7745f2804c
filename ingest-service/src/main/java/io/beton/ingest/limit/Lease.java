package io.beton.ingest.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The place of one request; what its answer says is told to everybody when it is closed. */
public final class Lease implements AutoCloseable {
    private final Limiter limiter;
    private final PostHogProject project;
    private final long request;
    private Optional<Long> bytesLeft = Optional.empty();
    private Optional<Instant> pausedUntil = Optional.empty();

    Lease(Limiter limiter, PostHogProject project, long request) {
        this.limiter = limiter;
        this.project = project;
        this.request = request;
    }

    /** What the answer said of the byte budget. */
    public void bytesLeft(long left) {
        bytesLeft = Optional.of(left);
    }

    /** Nobody asks this project for so long, counted from now. */
    public void pause(Duration pause) {
        pausedUntil = Optional.of(limiter.now().plus(pause));
    }

    @Override
    public void close() {
        limiter.ended(project, request, new LimitStore.Said(bytesLeft, pausedUntil));
    }
}
