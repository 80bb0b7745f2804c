package io.beton.ingest.posthog;

import io.beton.kit.store.StoreFailure;
import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keeps how much each connection has read of its source.
 *
 * <p>Reads and writes: the table {@code read}. On failure: throws; a query that ran but was not noted is the worst case.
 */
@ApplicationScoped
public class ReadLedger {
    private final DataSource database;

    ReadLedger(DataSource database) {
        this.database = database;
    }

    void add(ConnectionId connection, String purpose, long bytes) {
        try (Connection sql = database.getConnection();
                PreparedStatement upsert = sql.prepareStatement("""
                        insert into ingest.read (connection, purpose, queries, bytes) values (?, ?, 1, ?)
                        on conflict (connection, purpose)
                        do update set queries = read.queries + 1, bytes = read.bytes + excluded.bytes
                        """)) {
            upsert.setString(1, connection.value());
            upsert.setString(2, purpose);
            upsert.setLong(3, bytes);
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new StoreFailure("[reads] could not be noted for " + connection, e);
        }
    }

    public List<Read> of(ConnectionId connection) {
        try (Connection sql = database.getConnection();
                PreparedStatement select = sql.prepareStatement(
                        "select purpose, queries, bytes from ingest.read where connection = ? order by purpose")) {
            select.setString(1, connection.value());
            List<Read> reads = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reads.add(new Read(row.getString(1), row.getLong(2), row.getLong(3)));
                }
            }
            return reads;
        } catch (SQLException e) {
            throw new StoreFailure("[reads] of " + connection + " could not be read", e);
        }
    }

    /** How often and how much was read for one purpose. */
    public record Read(String purpose, long queries, long bytes) {}
}
