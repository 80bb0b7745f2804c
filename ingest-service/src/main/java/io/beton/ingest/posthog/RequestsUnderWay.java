package io.beton.ingest.posthog;

import io.beton.kit.loop.BackgroundWork;
import io.beton.kit.loop.Loops;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * What is asked of PostHog at the moment. While the service ends an answer that is on its way is waited for, and polls go
 * on to their end; readings that have many questions left ask none of them any more, for whoever comes next asks all
 * again. An answer that takes too long is broken off.
 */
@ApplicationScoped
class RequestsUnderWay implements BackgroundWork {
    private final Set<HttpUriRequestBase> requests = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    private volatile boolean brokenOff;

    void start(@Observes StartupEvent event, Loops loops) {
        loops.add(this);
    }

    /** Before a question is asked; a {@link SourceFailure} where it is not to be asked any more. */
    void check(Patience patience) {
        if (brokenOff || stopped && !patience.isShort()) {
            throw failure();
        }
    }

    /** Before its request is sent. */
    void begin(HttpUriRequestBase request) {
        requests.add(request);
        if (brokenOff) {
            request.cancel();
        }
    }

    synchronized void ended(HttpUriRequestBase request) {
        requests.remove(request);
        notifyAll();
    }

    boolean brokenOff() {
        return brokenOff;
    }

    static SourceFailure failure() {
        return new SourceFailure(Cause.ENDING, "it was not asked to its end, because this service ends");
    }

    @Override
    public String name() {
        return "requests to PostHog";
    }

    @Override
    public boolean died() {
        return false;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public synchronized boolean endsWithin(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (long left = longest.toMillis(); !requests.isEmpty() && left > 0; ) {
            wait(left);
            left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        }
        return requests.isEmpty();
    }

    @Override
    public void breakOff() {
        brokenOff = true;
        requests.forEach(HttpUriRequestBase::cancel);
    }
}
