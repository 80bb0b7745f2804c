package io.beton.bench.live;

import io.beton.bench.Seconds;
import io.beton.servers.Servers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** Looks often at what the routers' connections to the database do. */
final class Waits implements AutoCloseable {
    private static final int EVERY_MILLIS = 50;
    private static final String LOOK = "select case when state = 'idle in transaction' then 'ROUTER'"
            + " when state <> 'active' then 'IDLE' when wait_event_type is null then 'WORKING'"
            + " when wait_event_type = 'Lock' then 'LOCK' when wait_event like 'WAL%' then 'WAL' else 'OTHER' end,"
            + " count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() group by 1";

    /** What a connection can be doing. */
    enum Doing {
        WORKING,
        /** For a row that another transaction has changed. */
        LOCK,
        /** Until the log is written or on the disk. */
        WAL,
        /** For the disk or a lock of the server's own. */
        OTHER,
        /** A transaction is open, and its router computes. */
        ROUTER,
        IDLE
    }

    private final Servers.Database where;
    private final Map<Doing, Long> seen = new EnumMap<>(Doing.class);
    private final Thread thread;
    private volatile boolean over;
    private int looks;
    private long most;

    Waits(Servers.Database where) {
        this.where = where;
        this.thread = new Thread(this::run, "waits");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    private void run() {
        try (Connection connection = DriverManager.getConnection(where.url(), where.user(), where.password());
                PreparedStatement look = connection.prepareStatement(LOOK)) {
            while (!over) {
                look(look);
                Seconds.pause(EVERY_MILLIS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("[bench] " + e.getMessage(), e);
        }
    }

    private void look(PreparedStatement look) throws SQLException {
        long all = 0;
        try (ResultSet row = look.executeQuery()) {
            while (row.next()) {
                seen.merge(Doing.valueOf(row.getString(1)), row.getLong(2), Long::sum);
                all += row.getLong(2);
            }
        }
        looks++;
        most = Math.max(most, all);
    }

    /** @param connections at most at a time */
    record Seen(Map<Doing, Double> connectionsDoing, long connections) {
        Seen {
            connectionsDoing = Map.copyOf(connectionsDoing);
        }

        /** How many connections did it at a time, on average. */
        double of(Doing doing) {
            return connectionsDoing.getOrDefault(doing, 0.0);
        }
    }

    /** What was seen, once it is over. */
    Seen seen() {
        close();
        Map<Doing, Double> means = new EnumMap<>(Doing.class);
        seen.forEach((doing, times) -> means.put(doing, (double) times / Math.max(1, looks)));
        return new Seen(means, most);
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("[bench] interrupted", e);
        }
    }
}
