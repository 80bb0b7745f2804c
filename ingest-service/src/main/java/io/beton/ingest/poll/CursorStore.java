package io.beton.ingest.poll;

import io.beton.ingest.store.Transactions;
import io.beton.kit.store.StoreFailure;
import io.beton.model.id.ConnectionId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * How far each connection has been read and published, and who reads it now. Who reads holds a lease, renewed while it
 * lasts; no transaction is open meanwhile. Each taking raises the fence, so that who lost its lease advances nothing.
 *
 * <p>Reads and writes: the tables {@code cursor} and {@code deep_cursor}, and in the transaction that advances one
 * {@code published} and {@code late_day}. On failure: throws; the cursor stays and the same range is read again.
 */
@ApplicationScoped
class CursorStore {
    private static final Logger LOG = Logger.getLogger(CursorStore.class);
    /** How long others wait for one that died; longer than any pause of one that lives. */
    private static final String LEASE = "interval '15 seconds'";

    private final Transactions transactions;
    private final Set<Taken> held = ConcurrentHashMap.newKeySet();
    /** Nobody works for them any more, but the database was away when they were given back. */
    private final Set<Taken> notGivenBack = ConcurrentHashMap.newKeySet();

    CursorStore(DataSource database) {
        this.transactions = new Transactions(database);
    }

    /** Takes a connection's cursor so that nobody else reads it; nothing where somebody does. */
    Optional<Taken> take(ConnectionId connection, Pass pass) {
        Optional<Taken> taken = transactions.in("cursor of " + connection + " could not be taken", sql -> {
            if (pass == Pass.DEEP) {
                // what came before belongs to histories
                Transactions.update(
                        sql,
                        "insert into ingest.deep_cursor (connection, created_at, polled_at)"
                                + " select connection, created_at, now() from ingest.cursor where connection = ?"
                                + " on conflict do nothing",
                        connection.value());
            }
            return leased(sql, connection, pass);
        });
        taken.ifPresent(held::add);
        return taken;
    }

    private Optional<Taken> leased(Connection sql, ConnectionId connection, Pass pass) throws SQLException {
        String take = "update %1$s set fence = fence + 1, held_until = now() + " + LEASE
                + " where connection = (select connection from %1$s where connection = ? and held_until < now()"
                + " for update skip locked) returning created_at, polled_at, fence";
        try (PreparedStatement update = Transactions.prepared(sql, take.formatted(pass.table()), connection.value());
                ResultSet row = update.executeQuery()) {
            return row.next()
                    ? Optional.of(new Taken(
                            connection,
                            pass,
                            row.getLong(1),
                            Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant),
                            row.getLong(3)))
                    : Optional.empty();
        }
    }

    /** Several times within a lease, and until the last one has been given back as the service ends. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renewAndGiveBack() {
        renew();
        giveBack();
    }

    private void renew() {
        for (Taken taken : held) {
            try {
                taken.update("held_until = now() + " + LEASE);
            } catch (StoreFailure e) {
                LOG.warnf("lease not renewed: connection=%s reason=%s", taken.connection, e.getMessage());
            }
        }
    }

    private void giveBack() {
        for (Taken taken : notGivenBack) {
            try {
                taken.giveBack();
                notGivenBack.remove(taken);
            } catch (StoreFailure e) {
                LOG.warnf("lease not given back: connection=%s reason=%s", taken.connection, e.getMessage());
            }
        }
    }

    /** A cursor that is ours until it is closed, or until somebody takes it from us because we did not renew it. */
    final class Taken implements AutoCloseable {
        private final ConnectionId connection;
        private final Pass pass;
        private final long createdAt;
        private final Optional<Instant> polledAt;
        private final long fence;

        private Taken(ConnectionId connection, Pass pass, long createdAt, Optional<Instant> polledAt, long fence) {
            this.connection = connection;
            this.pass = pass;
            this.createdAt = createdAt;
            this.polledAt = polledAt;
            this.fence = fence;
        }

        long createdAt() {
            return createdAt;
        }

        /** When it was last read to its end. */
        Optional<Instant> polledAt() {
            return polledAt;
        }

        /** Whether it was last read to its end before a time, or never. */
        boolean dueAt(Instant time) {
            return polledAt.map(polled -> polled.isBefore(time)).orElse(true);
        }

        /**
         * Advances to a time in microseconds, and stores something together with that.
         *
         * @param polled when everything there was had been read
         */
        void advance(long to, Optional<Instant> polled, Work stored) {
            transactions.in("cursor of " + connection + " could not be advanced", sql -> {
                Timestamp at = polled.map(Timestamp::from).orElse(null);
                if (update(sql, "created_at = ?, polled_at = ?", to, at) == 0) {
                    throw new SQLException("somebody else has taken it");
                }
                stored.in(sql);
                return this;
            });
        }

        @Override
        public void close() {
            held.remove(this);
            try {
                giveBack();
            } catch (StoreFailure e) {
                notGivenBack.add(this);
                throw e;
            }
        }

        /** A renewal that comes after this does not hold it any more. */
        private void giveBack() {
            update("held_until = '-infinity', fence = fence + 1");
        }

        private void update(String change) {
            transactions.in("lease on " + connection + " could not be changed", sql -> update(sql, change));
        }

        private int update(Connection sql, String change, Object... values) throws SQLException {
            try (PreparedStatement update = Transactions.prepared(
                    sql, "update " + pass.table() + " set " + change + " where connection = ? and fence = ?")) {
                for (int i = 0; i < values.length; i++) {
                    update.setObject(i + 1, values[i]);
                }
                update.setString(values.length + 1, connection.value());
                update.setLong(values.length + 2, fence);
                return update.executeUpdate();
            }
        }
    }

    /** What is stored together with the cursor. */
    interface Work {
        void in(Connection sql) throws SQLException;
    }
}
