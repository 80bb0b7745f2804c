package io.beton.kit.loop;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The background work of a service: starts it, and ends all of it side by side when the service ends, while database and
 * broker are still there.
 *
 * <p>What is under way has {@code beton.shutdown.grace} to end by itself, which includes that it is committed and that
 * consumers leave their groups. Then it is broken off, and what is not even over after that is left to die with the
 * process, as in a crash.
 */
@ApplicationScoped
public class Loops {
    private static final Logger LOG = Logger.getLogger(Loops.class);
    /** Until what was broken off has been undone. */
    private static final Duration TO_BREAK_OFF = Duration.ofSeconds(5);

    private final List<BackgroundWork> works = new CopyOnWriteArrayList<>();
    private final ShutdownConfig config;
    private volatile boolean ending;

    public Loops(ShutdownConfig config) {
        this.config = config;
    }

    public Loop start(String name, Supplier<Loop.Session> open) {
        Loop loop = Loop.start(name, open);
        add(loop);
        return loop;
    }

    /**
     * Does something at once and again after each rest.
     *
     * @return cuts the present rest short, or the one after the turn that is under way; from whatever thread
     */
    public Runnable every(String name, Duration rest, Runnable task) {
        Semaphore nudges = new Semaphore(0);
        start(name, () -> new Repeating(rest, task, nudges));
        return nudges::release;
    }

    /** Takes on the ending of what somebody else started. */
    public void add(BackgroundWork work) {
        works.add(work);
        if (ending) {
            work.stop();
        }
    }

    public List<BackgroundWork> works() {
        return List.copyOf(works);
    }

    /** Whether the service ends, so that nothing long should be begun. */
    public boolean ending() {
        return ending;
    }

    void end(@Observes ShutdownEvent event) throws InterruptedException {
        end();
    }

    void end() throws InterruptedException {
        ending = true;
        LOG.infof("ending: what is under way has %s", config.grace());
        works.forEach(BackgroundWork::stop);
        List<BackgroundWork> left = leftAfter(config.grace(), works);
        if (!left.isEmpty()) {
            LOG.infof("broken off, to be done again by whoever comes next: work=%s", names(left));
            // all of it: one that had nothing under way when it was asked may have begun something for another since
            works.forEach(BackgroundWork::breakOff);
            left = leftAfter(TO_BREAK_OFF, works);
        }
        if (left.isEmpty()) {
            LOG.info("background work has ended");
        } else {
            LOG.warnf("left behind: work=%s", names(left));
        }
    }

    private static List<BackgroundWork> leftAfter(Duration longest, List<BackgroundWork> works)
            throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        List<BackgroundWork> left = new ArrayList<>();
        for (BackgroundWork work : works) {
            if (!work.endsWithin(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                left.add(work);
            }
        }
        return left;
    }

    private static List<String> names(List<BackgroundWork> works) {
        return works.stream().map(BackgroundWork::name).toList();
    }
}
