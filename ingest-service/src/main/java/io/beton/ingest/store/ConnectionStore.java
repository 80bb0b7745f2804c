package io.beton.ingest.store;

import io.beton.kit.outbox.Outbox;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Connections with their sealed keys, and what was read of their taxonomy.
 *
 * <p>Reads and writes: the tables {@code connection}, {@code cursor}, {@code taxonomy}, {@code outbox}; every change is
 * announced on the topics connections and taxonomy in the same transaction. On failure: throws, nothing is changed.
 */
@ApplicationScoped
public class ConnectionStore {
    private final DataSource database;
    private final Outbox outbox;

    ConnectionStore(DataSource database) {
        this.database = database;
        this.outbox = new Outbox("ingest");
    }

    /** Stores or replaces a connection; the cursor of a new one starts where it is told. */
    public void save(ConnectionFacts facts, Optional<byte[]> sealedKey, long cursor) {
        inTransaction("connection " + facts.connectionId() + " could not be stored", sql -> {
            try (PreparedStatement upsert = sql.prepareStatement("""
                    insert into ingest.connection
                        (id, host, project_id, sealed_key, sync_every_seconds, facts, created_at)
                    values (?, ?, ?, ?, ?, ?, ?)
                    on conflict (id) do update set sealed_key = excluded.sealed_key, facts = excluded.facts,
                        sync_every_seconds = excluded.sync_every_seconds
                    """)) {
                upsert.setString(1, facts.connectionId().value());
                upsert.setString(2, facts.host());
                upsert.setString(3, facts.projectId());
                upsert.setBytes(4, sealedKey.orElse(null));
                upsert.setLong(5, facts.syncEvery().toSeconds());
                upsert.setString(6, Json.text(facts));
                upsert.setTimestamp(7, java.sql.Timestamp.from(facts.createdAt()));
                upsert.executeUpdate();
            }
            try (PreparedStatement start = sql.prepareStatement(
                    "insert into ingest.cursor (connection, created_at) values (?, ?) on conflict do nothing")) {
                start.setString(1, facts.connectionId().value());
                start.setLong(2, cursor);
                start.executeUpdate();
            }
            announce(sql, Topics.CONNECTIONS, facts.connectionId(), facts);
        });
    }

    public Optional<Stored> find(ConnectionId id) {
        return all().stream()
                .filter(stored -> stored.facts().connectionId().equals(id))
                .findFirst();
    }

    /** Every connection, deleted ones included, oldest first. */
    public List<Stored> all() {
        try (Connection sql = database.getConnection();
                PreparedStatement select = sql.prepareStatement(
                        "select facts, sealed_key from ingest.connection order by created_at, id");
                ResultSet row = select.executeQuery()) {
            List<Stored> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Stored(
                        Json.read(row.getString(1), ConnectionFacts.class), Optional.ofNullable(row.getBytes(2))));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("[connections] could not be read", e);
        }
    }

    public void save(Taxonomy taxonomy) {
        inTransaction("taxonomy of " + taxonomy.connectionId() + " could not be stored", sql -> {
            try (PreparedStatement upsert = sql.prepareStatement("""
                    insert into ingest.taxonomy (connection, read_at, document) values (?, ?, ?)
                    on conflict (connection) do update set read_at = excluded.read_at, document = excluded.document
                    """)) {
                upsert.setString(1, taxonomy.connectionId().value());
                upsert.setTimestamp(2, java.sql.Timestamp.from(taxonomy.readAt()));
                upsert.setString(3, Json.text(taxonomy));
                upsert.executeUpdate();
            }
            announce(sql, Topics.TAXONOMY, taxonomy.connectionId(), taxonomy);
        });
    }

    public Optional<Taxonomy> taxonomy(ConnectionId id) {
        try (Connection sql = database.getConnection();
                PreparedStatement select =
                        sql.prepareStatement("select document from ingest.taxonomy where connection = ?")) {
            select.setString(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Json.read(row.getString(1), Taxonomy.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("[taxonomy] of " + id + " could not be read", e);
        }
    }

    private void announce(Connection sql, Topics.Topic topic, ConnectionId id, Object fact) throws SQLException {
        outbox.append(sql, topic.name(), id.value(), Map.of(), Json.bytes(fact));
    }

    private void inTransaction(String failure, Work work) {
        try (Connection sql = database.getConnection()) {
            sql.setAutoCommit(false);
            try {
                work.in(sql);
                sql.commit();
            } catch (SQLException | RuntimeException e) {
                sql.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("[connections] " + failure, e);
        }
    }

    private interface Work {
        void in(Connection sql) throws SQLException;
    }

    /** A connection with its sealed key; nothing where the key was forgotten. */
    public record Stored(ConnectionFacts facts, Optional<byte[]> sealedKey) {}
}
