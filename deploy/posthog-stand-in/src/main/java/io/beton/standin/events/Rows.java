package io.beton.standin.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Rows on their way into one table, in bulk. */
final class Rows implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DELETED_AT_ONCE = 1000;
    private final DuckDBAppender appender;

    Rows(DuckDBConnection connection, String table) throws SQLException {
        this.appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
    }

    void row(Object... values) throws SQLException {
        appender.beginRow();
        for (Object value : values) {
            if (value instanceof UUID uuid) {
                appender.append(uuid);
            } else if (value instanceof Instant instant) {
                appender.append(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
            } else if (value instanceof Boolean truth) {
                appender.append(truth.booleanValue());
            } else if (value instanceof Integer number) {
                appender.append(number.intValue());
            } else {
                appender.append((String) value);
            }
        }
        appender.endRow();
    }

    @Override
    public void close() throws SQLException {
        appender.close();
    }

    static void execute(DuckDBConnection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    static void delete(DuckDBConnection connection, String table, String column, List<UUID> ids) throws SQLException {
        for (int from = 0; from < ids.size(); from += DELETED_AT_ONCE) {
            String list = ids.subList(from, Math.min(ids.size(), from + DELETED_AT_ONCE)).stream()
                    .map(id -> "'" + id + "'")
                    .collect(Collectors.joining(", "));
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM " + table + " WHERE " + column + " IN (" + list + ")");
            }
        }
    }

    static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("[stand-in] stored properties are no JSON object", e);
        }
    }
}
