package io.beton.router.delivery;

import io.beton.model.id.SinkId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The threads of one binding, on which nobody else's attempts run; they end where there is nothing to do. */
final class Lane {
    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final int SECONDS_IDLE = 10;

    private final SinkId sink;
    private final Function<SinkId, Optional<Duration>> deliverNext;
    private final Semaphore free;
    private final ThreadPoolExecutor threads;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param deliverNext makes an attempt and says when to make the next; nothing where there was none to make */
    Lane(SinkId sink, int width, Function<SinkId, Optional<Duration>> deliverNext) {
        this.sink = sink;
        this.deliverNext = deliverNext;
        this.free = new Semaphore(width);
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                SECONDS_IDLE,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new Thread(task, "deliver " + sink));
    }

    /** Tells that there is something to do; nothing comes of it after the end. */
    synchronized void wake() {
        while (ended.getCount() > 0 && free.tryAcquire()) {
            try {
                threads.execute(this::work);
            } catch (RuntimeException | Error e) {
                free.release();
                throw e;
            }
        }
    }

    /** No further attempt begins. */
    synchronized void end() {
        ended.countDown();
        threads.shutdown();
    }

    boolean awaitEnd(Duration longest) throws InterruptedException {
        return threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work() {
        try {
            Optional<Duration> pause = Optional.of(Duration.ZERO);
            while (pause.isPresent() && !ended(pause.get())) {
                pause = deliverNext.apply(sink);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "worker broke off, another one follows: sink=%s", sink);
        } finally {
            free.release();
        }
    }

    private boolean ended(Duration pause) {
        try {
            return ended.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
