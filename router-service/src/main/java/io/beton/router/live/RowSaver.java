package io.beton.router.live;

import io.beton.model.match.Times;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Saves rows of subjects in bulk.
 *
 * <p>Reads: nothing. Writes: the table {@code subject_row}. On failure: throws, and the caller's transaction rolls back.
 */
final class RowSaver {
    private RowSaver() {}

    /** Saves rows of which something is kept, and deletes the others. */
    static void save(Connection connection, List<StateRows.Changed> rows) throws SQLException {
        Map<Saving, List<StateRows.Changed>> by = rows.stream().collect(Collectors.groupingBy(Saving::of));
        write(
                connection,
                by.getOrDefault(Saving.INSERT, List.of()),
                "insert into router.subject_row (home, partition, subject, states, due)"
                        + " select * from unnest(?, ?, ?, ?, ?)");
        if (by.containsKey(Saving.UPDATE)) {
            // one by one: for many rows the planner would rather read the whole table
            try (Statement plan = connection.createStatement()) {
                plan.execute("set local enable_hashjoin = off; set local enable_mergejoin = off");
            }
            write(
                    connection,
                    by.get(Saving.UPDATE),
                    "update router.subject_row r set states = k.states, due = k.due"
                            + " from unnest(?, ?, ?, ?, ?) as k (home, partition, subject, states, due)"
                            + " where r.home = k.home and r.partition = k.partition and r.subject = k.subject");
        }
        delete(connection, by.getOrDefault(Saving.DELETE, List.of()));
    }

    /** What becomes of a row. */
    private enum Saving {
        INSERT,
        UPDATE,
        DELETE;

        static Saving of(StateRows.Changed changed) {
            if (changed.row().isEmpty()) {
                return DELETE;
            }
            return changed.row().isNew() ? INSERT : UPDATE;
        }
    }

    private static void write(Connection connection, List<StateRows.Changed> rows, String sql) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(
                    connection,
                    statement,
                    rows.stream().map(StateRows.Changed::key).toList());
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea",
                            rows.stream().map(changed -> changed.row().bytes()).toArray(byte[][]::new)));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "int8",
                            rows.stream()
                                    .map(changed -> changed.due() == Times.NEVER ? null : changed.due())
                                    .toArray(Long[]::new)));
            int written = statement.executeUpdate();
            if (written != rows.size()) {
                // whoever changes rows holds where their partition stands; where somebody did not, they are read again
                throw new IllegalStateException(
                        "[state] rows were deleted while they were judged: " + (rows.size() - written));
            }
        }
    }

    private static void delete(Connection connection, List<StateRows.Changed> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from router.subject_row s"
                + " using unnest(?, ?, ?) as k (home, partition, subject)"
                + " where s.home = k.home and s.partition = k.partition and s.subject = k.subject")) {
            bind(connection, delete, rows.stream().map(StateRows.Changed::key).toList());
            delete.executeUpdate();
        }
    }

    /** Binds keys as three arrays, the first parameters of a statement. */
    static void bind(Connection connection, PreparedStatement statement, List<RowKey> keys) throws SQLException {
        statement.setArray(1, array(connection, "int4", keys, RowKey::home));
        statement.setArray(2, array(connection, "int4", keys, RowKey::partition));
        statement.setArray(
                3, array(connection, "text", keys, key -> key.subject().value()));
    }

    private static Array array(Connection connection, String type, List<RowKey> keys, Function<RowKey, Object> part)
            throws SQLException {
        return connection.createArrayOf(type, keys.stream().map(part).toArray());
    }
}
