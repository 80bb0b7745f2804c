package io.beton.hypothesis.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One SQL statement with its values; an empty {@link Optional} is a null. */
public record Statement(String text, Object... values) {

    /** Returns how many rows changed. */
    public int update(Connection sql) throws SQLException {
        try (PreparedStatement prepared = prepared(sql)) {
            return prepared.executeUpdate();
        }
    }

    public <T> List<T> list(Connection sql, Row<T> read) throws SQLException {
        try (PreparedStatement prepared = prepared(sql);
                ResultSet row = prepared.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(read.of(row));
            }
            return rows;
        }
    }

    public <T> Optional<T> first(Connection sql, Row<T> read) throws SQLException {
        return list(sql, read).stream().findFirst();
    }

    public long number(Connection sql) throws SQLException {
        return first(sql, row -> row.getLong(1)).orElseThrow();
    }

    private PreparedStatement prepared(Connection sql) throws SQLException {
        PreparedStatement prepared = sql.prepareStatement(text);
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, plain(values[i]));
        }
        return prepared;
    }

    private static Object plain(Object value) {
        Object inside = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return inside instanceof Instant instant ? Timestamp.from(instant) : inside;
    }

    /** Reads one row. */
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
