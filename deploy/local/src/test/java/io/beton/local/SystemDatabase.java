package io.beton.local;

import static io.beton.local.ReadSystem.until;

import io.beton.model.Json;
import io.beton.model.match.Times;
import io.beton.model.signal.Signal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The database of a running system: where polls and the router stand, and locks that hold them there. */
final class SystemDatabase {
    private final String url;

    SystemDatabase(String url) {
        this.url = url;
    }

    Instant cursor() {
        return Times.instant(number("select created_at from ingest.cursor"));
    }

    /** Does something with the cursor as it stands, while no poll runs and none can. */
    void betweenPolls(Consumer<Instant> work) {
        try (Connection sql = connection();
                Statement statement = sql.createStatement()) {
            sql.setAutoCommit(false);
            until(() -> lockedWhileNobodyPolls(statement));
            work.accept(cursor());
            sql.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean lockedWhileNobodyPolls(Statement statement) {
        try (ResultSet row =
                statement.executeQuery("select 1 from ingest.cursor where held_until < clock_timestamp() for update")) {
            return row.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until it is closed each poll publishes what it read, but cannot advance the cursor. */
    Connection holdCursor() {
        try {
            Connection sql = connection();
            sql.setAutoCommit(false);
            try (Statement statement = sql.createStatement()) {
                statement.execute("lock table ingest.published in share mode");
            }
            return sql;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a poll has come to where it advances the cursor, and waits there. */
    boolean cursorWaits() {
        return number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and query like 'delete from ingest.published%'")
                > 0;
    }

    /** Looks at work that began after a time; so short a transaction as that which moves a cursor is held meanwhile. */
    Sight sight(Work work, Instant since) {
        try {
            List<Connection> used =
                    work == Work.ADVANCING ? List.of(connection(), holdCursor()) : List.of(connection());
            return new Sight(used, work, since);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Which of these are not finished. */
    Set<String> unfinished(Work work, Set<String> ids) {
        try (Connection sql = connection();
                PreparedStatement select = sql.prepareStatement(work.unfinished())) {
            select.setArray(1, sql.createArrayOf("text", ids.toArray()));
            return Sight.ids(select);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Subjects who are yet to be judged for something that was over by a time. */
    long unjudged(Instant until) {
        return number("select count(*) from router.subject_row where due <= " + Times.micros(until));
    }

    /** Signals that are not on their topic yet. */
    long untold() {
        return number("select count(*) from router.outbox");
    }

    long signals() {
        return number("select count(*) from router.signal");
    }

    long deliveries(String state) {
        return number("select count(*) from router.delivery where state = '" + state + "'");
    }

    /** Every signal with the time at which it was raised, in their order. */
    Map<Signal, Instant> raised() {
        Map<Signal, Instant> raised = new LinkedHashMap<>();
        try (Connection sql = connection();
                Statement statement = sql.createStatement();
                ResultSet row =
                        statement.executeQuery("select document, raised_at from router.signal order by position")) {
            while (row.next()) {
                raised.put(
                        Json.read(row.getString(1), Signal.class),
                        row.getTimestamp(2).toInstant());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return raised;
    }

    long warmPartitions() {
        return number("select count(*) from router.warm");
    }

    /** Which offset the router takes in next. */
    Map<TopicPartition, Long> consumed() {
        Map<TopicPartition, Long> consumed = new HashMap<>();
        try (Connection sql = connection();
                Statement statement = sql.createStatement();
                ResultSet row = statement.executeQuery("select topic, partition, next_offset from router.consumed")) {
            while (row.next()) {
                consumed.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return consumed;
    }

    private long number(String query) {
        try (Connection sql = connection();
                Statement statement = sql.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }
}
