package io.beton.kit.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A thread that repeats the steps of a session until it is closed.
 *
 * <p>A step that fails ends its session; after a pause a new session starts from what was committed, just as after a
 * crash of the process, so that there is one way to recover and not two.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final String name;
    private final Supplier<Session> open;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Session current;

    private Loop(String name, Supplier<Session> open) {
        this.name = name;
        this.open = open;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    public static Loop start(String name, Supplier<Session> open) {
        Loop loop = new Loop(name, open);
        loop.thread.start();
        return loop;
    }

    /** Whether the loop still runs; for health checks. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** Ends them side by side: each may have a long step to finish. */
    public static void closeAll(Collection<Loop> loops) {
        loops.forEach(Loop::end);
        loops.forEach(Loop::join);
    }

    /** Ends the session after its present step and waits for that. */
    @Override
    public void close() {
        end();
        join();
    }

    private void end() {
        closed.countDown();
        Session session = current;
        if (session != null) {
            session.wakeUp();
        }
    }

    private void join() {
        try {
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!ended(Duration.ZERO)) {
            try (Session session = open.get()) {
                current = session;
                while (!ended(Duration.ZERO)) {
                    session.step();
                }
            } catch (RuntimeException | Error e) {
                // an Error must not end the work of a service that still looks alive
                if (ended(Duration.ZERO)) {
                    return;
                }
                LOG.errorf(e, "loop failed, starts over: loop=%s", name);
                ended(PAUSE);
            } finally {
                current = null;
            }
        }
    }

    private boolean ended(Duration wait) {
        try {
            return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** One life of the loop, from the opening of its clients to their closing. */
    public interface Session extends AutoCloseable {

        /** Does a bounded piece of work; throws where it must be done again from what was committed. */
        void step();

        /** Makes a step that waits for input return or throw soon; may be called from another thread. */
        void wakeUp();

        @Override
        void close();
    }
}
