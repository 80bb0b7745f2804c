package io.beton.hypothesis.upkeep;

import io.beton.hypothesis.advisor.Advice;
import io.beton.hypothesis.advisor.Advisor;
import io.beton.hypothesis.advisor.Question;
import io.beton.hypothesis.proposal.Advising;
import io.beton.kit.loop.Loop;
import io.beton.kit.store.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks the advisor for one exploration after the other, between two transactions: one that takes the question, and one
 * that goes on with the answer.
 *
 * <p>Reads: {@code exploration}, the advisor. Writes: {@code exploration}, and what a search begins with. On failure: the
 * exploration goes on without advice when it has waited long enough. Where the service ends another instance asks anew.
 */
final class AdviceSession implements Loop.Session {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Advisor advisor;
    private final Advising advising;
    private final Database database;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Thread asking;

    AdviceSession(Advisor advisor, Advising advising, Database database) {
        this.advisor = advisor;
        this.advising = advising;
        this.database = database;
    }

    @Override
    public void step() {
        Optional<Advising.Open> open = database.transaction(advising::next);
        if (open.isEmpty()) {
            pause();
            return;
        }
        Advice advice = advice(open.get().question());
        database.transaction(sql -> {
            if (ended.getCount() > 0) {
                advising.advised(sql, open.get(), advice);
            } else {
                advising.giveBack(sql, open.get());
            }
            return sql;
        });
    }

    @Override
    public void wakeUp() {
        ended.countDown();
        Thread waiting = asking;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    @Override
    public void close() {
        // its parts live as long as the service
    }

    private Advice advice(Question question) {
        asking = Thread.currentThread();
        try {
            return advisor.advise(question);
        } finally {
            asking = null;
            // what asked was interrupted, not what follows
            Thread.interrupted();
        }
    }

    private void pause() {
        try {
            ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
