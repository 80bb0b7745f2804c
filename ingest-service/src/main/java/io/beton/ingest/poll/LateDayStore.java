package io.beton.ingest.poll;

import io.beton.ingest.store.Transactions;
import io.beton.kit.store.Database;
import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * How many events of each day had come late when they were last counted.
 *
 * <p>Reads and writes: the table {@code late_day}, writes in the transaction that advances the cursor. On failure:
 * throws; the days are read again.
 */
@ApplicationScoped
class LateDayStore {
    private final Database database;

    LateDayStore(DataSource database) {
        this.database = new Database(database);
    }

    Set<LateDay> read(ConnectionId connection) {
        return database.transaction(sql -> {
            try (PreparedStatement select = Transactions.prepared(
                            sql,
                            "select kind, hypotheses, day, events, latest from ingest.late_day where connection = ?",
                            connection.value());
                    ResultSet row = select.executeQuery()) {
                Set<LateDay> days = new HashSet<>();
                while (row.next()) {
                    days.add(new LateDay(
                            row.getString(1),
                            row.getObject(2, UUID.class),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5)));
                }
                return days;
            }
        });
    }

    static void replace(Connection sql, ConnectionId connection, List<LateDay> days) throws SQLException {
        Transactions.update(sql, "delete from ingest.late_day where connection = ?", connection.value());
        for (LateDay day : days) {
            Transactions.update(
                    sql,
                    "insert into ingest.late_day (connection, kind, hypotheses, day, events, latest)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    connection.value(),
                    day.kind(),
                    day.hypotheses(),
                    day.day(),
                    day.events(),
                    day.latest());
        }
    }
}
