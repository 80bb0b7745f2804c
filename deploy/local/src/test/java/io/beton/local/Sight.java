package io.beton.local;

import io.beton.model.match.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Some work of a running system, looked at over a connection of its own: a look takes no time, so that a kill can follow
 * before the work is over.
 */
final class Sight implements AutoCloseable {
    private final List<Connection> used;
    private final PreparedStatement select;

    /**
     * Looks until it is closed.
     *
     * @param used over the first, and what else is open as long
     * @param since when what is seen began at the earliest
     */
    Sight(List<Connection> used, Work work, Instant since) throws SQLException {
        this.used = used;
        this.select = used.get(0).prepareStatement(work.underWay());
        select.setTimestamp(1, Timestamp.from(since));
    }

    /**
     * Returns ids of what is under way.
     *
     * @param made when the events were made that are to be read
     */
    Set<String> look(Collection<Instant> made) {
        try {
            Object[] micros = made.stream().map(Times::micros).toArray();
            select.setArray(2, select.getConnection().createArrayOf("int8", micros));
            return ids(select);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Set<String> ids(PreparedStatement select) throws SQLException {
        Set<String> ids = new HashSet<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(row.getString(1));
            }
        }
        return ids;
    }

    @Override
    public void close() {
        for (Connection sql : used) {
            try {
                sql.close();
            } catch (SQLException e) {
                // the server may be dead by now
            }
        }
    }
}
