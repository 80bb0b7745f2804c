package io.beton.standin.query;

import io.beton.standin.events.Events;
import io.beton.standin.translate.Footprint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Bytes that a column store would read for a query: rows in its time bounds times the width of the columns touched. */
final class BytesRead {
    private static final Map<String, Long> WIDTHS = Map.of(
            "uuid",
            16L,
            "timestamp",
            8L,
            "created_at",
            8L,
            "event",
            20L,
            "distinct_id",
            40L,
            "person_id",
            16L,
            "person_created_at",
            8L,
            "$session_id",
            40L,
            "$window_id",
            40L);
    private static final long OTHER_WIDTH = 12;
    private static final double GROWTH = 1.1;
    private final Events events;
    private long measuredAt = -1;
    private long properties;
    private long personProperties;

    BytesRead(Events events) {
        this.events = events;
    }

    long of(Footprint footprint, Connection connection) throws SQLException {
        measure(connection);
        long bytes = 0;
        for (Footprint.Scan scan : footprint.scans()) {
            String table = scan.table().equals("events") ? "captured_events" : scan.table();
            String where = scan.bounds().isEmpty() ? "" : " WHERE " + String.join(" AND ", scan.bounds());
            long rows = number(connection, "SELECT count(*) FROM " + table + where);
            bytes += rows * scan.columns().stream().mapToLong(this::width).sum();
        }
        return bytes;
    }

    private long width(String column) {
        return switch (column) {
            case "properties" -> properties;
            case "person_properties" -> personProperties;
            default -> WIDTHS.getOrDefault(column, OTHER_WIDTH);
        };
    }

    private synchronized void measure(Connection connection) throws SQLException {
        if (measuredAt < 0 || events.count() > measuredAt * GROWTH) {
            measuredAt = events.count();
            properties = number(connection, "SELECT coalesce(avg(strlen(properties)), 0) FROM captured_events");
            personProperties =
                    number(connection, "SELECT coalesce(avg(strlen(person_properties)), 0) FROM captured_events");
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
