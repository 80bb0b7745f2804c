package io.beton.ingest.limit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Rests in real time. */
@ApplicationScoped
class LocalRest implements Rest {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();

    @Override
    public void upTo(Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            free.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        lock.lock();
        try {
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
