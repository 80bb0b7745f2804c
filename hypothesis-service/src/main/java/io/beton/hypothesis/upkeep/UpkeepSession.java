package io.beton.hypothesis.upkeep;

import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.proposal.Advising;
import io.beton.hypothesis.proposal.Explorer;
import io.beton.hypothesis.retest.Retests;
import io.beton.hypothesis.store.Turn;
import io.beton.kit.loop.Loop;
import io.beton.kit.outbox.OutboxRelay;
import io.beton.kit.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Carries on what was begun: publishes the outbox, brings the approved live, gives up what had no answer in time,
 * ends explorations whose finalists are judged, and asks for re-tests that are due.
 *
 * <p>Reads: {@code hypothesis}, {@code exploration}, {@code retest}, {@code outbox}. Writes: the same, and by the relay hypotheses and
 * history-requests. On failure: nothing of the turn stays but what was published; the next turn does it again.
 */
final class UpkeepSession implements Loop.Session {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final OutboxRelay relay;
    private final HypothesisLifecycle lifecycle;
    private final Explorer explorer;
    private final Advising advising;
    private final Retests retests;
    private final Database database;
    private final CountDownLatch ended = new CountDownLatch(1);

    UpkeepSession(
            OutboxRelay relay,
            HypothesisLifecycle lifecycle,
            Explorer explorer,
            Advising advising,
            Retests retests,
            Database database) {
        this.relay = relay;
        this.lifecycle = lifecycle;
        this.explorer = explorer;
        this.advising = advising;
        this.retests = retests;
        this.database = database;
    }

    @Override
    public void step() {
        carryOut();
        inTurn(sql -> {
            lifecycle.carryOn(sql);
            explorer.settle(sql);
            advising.settle(sql);
        });
        inTurn(retests::carryOn);
        pause();
    }

    @Override
    public void wakeUp() {
        ended.countDown();
    }

    @Override
    public void close() {
        // its parts live as long as the service
    }

    private void inTurn(Upkeep upkeep) {
        database.transaction(sql -> {
            if (Turn.taken(sql)) {
                upkeep.in(sql);
            }
            return sql;
        });
    }

    private void carryOut() {
        try {
            relay.relay();
        } catch (SQLException e) {
            throw new IllegalStateException("[outbox] could not be carried on: " + e.getMessage(), e);
        }
    }

    private void pause() {
        try {
            ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one instance at a time does. */
    private interface Upkeep {
        void in(Connection sql) throws SQLException;
    }
}
