package io.beton.kit.loop;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A thread that repeats the steps of a session until it is stopped.
 *
 * <p>A step that fails ends its session; after a pause a new session starts from what was committed, just as after a
 * crash of the process, so that there is one way to recover and not two.
 */
public final class Loop implements BackgroundWork, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final String name;
    private final Supplier<Session> open;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
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

    /** Ends them side by side: each may have a long step to finish. */
    public static void closeAll(Collection<Loop> loops) {
        List.copyOf(loops).forEach(Loop::stop);
        loops.forEach(Loop::close);
    }

    @Override
    public String name() {
        return name;
    }

    /** Whether it still runs. */
    public boolean alive() {
        return thread.isAlive();
    }

    @Override
    public boolean died() {
        return !alive() && !isStopped();
    }

    @Override
    public void stop() {
        stopped.countDown();
        Session session = current;
        if (session != null) {
            session.wakeUp();
        }
    }

    @Override
    public boolean endsWithin(Duration longest) throws InterruptedException {
        // to join for no time at all would be for ever
        thread.join(Math.max(1, longest.toMillis()));
        return !alive();
    }

    @Override
    public void breakOff() {
        thread.interrupt();
    }

    /** Ends the session after its present step and waits for that. */
    @Override
    public void close() {
        stop();
        try {
            endsWithin(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopped()) {
            try {
                live(open.get());
            } catch (RuntimeException | Error e) {
                // an Error must not end the work of a service that still looks alive
                if (isStopped()) {
                    LOG.debugf("loop broke off: loop=%s reason=%s", name, e);
                } else {
                    tell(e);
                    pause();
                }
            }
        }
    }

    private void live(Session session) {
        try {
            current = session;
            while (!isStopped()) {
                session.step();
            }
        } finally {
            current = null;
            // clients of who was broken off are closed in order nevertheless, so that they leave their groups
            Thread.interrupted();
            session.close();
        }
    }

    private void tell(Throwable failure) {
        DatabaseAway.reason(failure)
                .ifPresentOrElse(
                        reason -> LOG.errorf("the database is away, starts over: loop=%s reason=%s", name, reason),
                        () -> LOG.errorf(failure, "loop failed, starts over: loop=%s", name));
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void pause() {
        try {
            stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debugf("loop goes on: loop=%s", name);
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
