package io.beton.ingest.store;

import io.beton.kit.outbox.Outbox;
import io.beton.kit.store.StoreFailure;
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
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What was read of the taxonomy of connections.
 *
 * <p>Reads: the tables {@code connection} and {@code taxonomy}. Writes: the tables {@code taxonomy} and {@code outbox};
 * every change is announced on the topic taxonomy in the same transaction. On failure: throws, nothing is changed.
 */
@ApplicationScoped
public class TaxonomyStore {
    private static final Outbox OUTBOX = new Outbox("ingest");

    private static final String LOCK = "hashtextextended('ingest.taxonomy ' || ?, 0)";

    private final DataSource database;
    private final Transactions transactions;

    TaxonomyStore(DataSource database) {
        this.database = database;
        this.transactions = new Transactions(database);
    }

    /** Reads a connection's taxonomy unless somebody else is at it, who may be another instance. */
    public void alone(ConnectionId id, Runnable reading) {
        // no transaction is open meanwhile; the lock goes with its connection
        try (Connection sql = database.getConnection()) {
            if (is(sql, "select pg_try_advisory_lock(" + LOCK + ")", id)) {
                try {
                    reading.run();
                } finally {
                    is(sql, "select pg_advisory_unlock(" + LOCK + ")", id);
                }
            }
        } catch (SQLException e) {
            throw new StoreFailure("[store] taxonomy of " + id + " could not be locked", e);
        }
    }

    private static boolean is(Connection sql, String question, ConnectionId id) throws SQLException {
        try (PreparedStatement select = Transactions.prepared(sql, question, id.value());
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /**
     * Stores it in place of the one before; without values where they were forbidden while it was read, and to be read
     * again soon where they were allowed meanwhile.
     */
    public void save(Taxonomy read, boolean withValues) {
        String id = read.connectionId().value();
        transactions.in("taxonomy of " + id + " could not be stored", sql -> {
            boolean allowed = text(sql, "select facts from ingest.connection where id = ? for share", id)
                    .map(facts -> Json.read(facts, ConnectionFacts.class))
                    .filter(TaxonomyStore::mayHoldValues)
                    .isPresent();
            put(sql, allowed ? read : read.withoutValues());
            if (allowed && !withValues) {
                readAgain(sql, read.connectionId());
            }
            return allowed;
        });
    }

    public Optional<Taxonomy> find(ConnectionId id) {
        return transactions.in("taxonomy of " + id + " could not be read", sql -> find(sql, id));
    }

    public Optional<Instant> readAt(ConnectionId id) {
        return transactions.in("taxonomy of " + id + " could not be read", sql -> {
            try (PreparedStatement select = Transactions.prepared(
                            sql, "select read_at from ingest.taxonomy where connection = ?", id.value());
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            }
        });
    }

    /** Every taxonomy, by its connection. */
    public Map<String, Taxonomy> all() {
        return transactions.in("taxonomies could not be read", sql -> {
            try (PreparedStatement select =
                            Transactions.prepared(sql, "select connection, document from ingest.taxonomy");
                    ResultSet row = select.executeQuery()) {
                Map<String, Taxonomy> all = new HashMap<>();
                while (row.next()) {
                    all.put(row.getString(1), Json.read(row.getString(2), Taxonomy.class));
                }
                return all;
            }
        });
    }

    /** Announces again what is known of these. */
    public void sayAgain(Collection<String> connections) {
        transactions.in("taxonomies could not be announced again", sql -> {
            for (String id : connections) {
                Optional<String> document =
                        text(sql, "select document from ingest.taxonomy where connection = ? for update", id);
                if (document.isPresent()) {
                    announce(sql, Json.read(document.get(), Taxonomy.class));
                }
            }
            return connections;
        });
    }

    /** Follows a change of a connection: values that may not be known any more go at once, wanted ones are read soon. */
    static void follow(Connection sql, ConnectionFacts before, ConnectionFacts after) throws SQLException {
        if (mayHoldValues(before) == mayHoldValues(after)) {
            return;
        }
        Optional<Taxonomy> known = find(sql, after.connectionId());
        if (mayHoldValues(after)) {
            readAgain(sql, after.connectionId());
        } else if (known.isPresent()) {
            put(sql, known.get().withoutValues());
        }
    }

    private static void readAgain(Connection sql, ConnectionId id) throws SQLException {
        Transactions.update(
                sql, "update ingest.taxonomy set read_at = to_timestamp(0) where connection = ?", id.value());
    }

    private static boolean mayHoldValues(ConnectionFacts facts) {
        return facts.sampleValues() && facts.state() != ConnectionFacts.State.DELETED;
    }

    private static void put(Connection sql, Taxonomy taxonomy) throws SQLException {
        String id = taxonomy.connectionId().value();
        Transactions.update(sql, """
            insert into ingest.taxonomy (connection, read_at, document) values (?, ?, ?)
            on conflict (connection) do update set read_at = excluded.read_at, document = excluded.document
            """, id, Timestamp.from(taxonomy.readAt()), Json.text(taxonomy));
        announce(sql, taxonomy);
    }

    private static void announce(Connection sql, Taxonomy taxonomy) throws SQLException {
        OUTBOX.append(sql, Topics.TAXONOMY.name(), taxonomy.connectionId().value(), Map.of(), Json.bytes(taxonomy));
    }

    private static Optional<Taxonomy> find(Connection sql, ConnectionId id) throws SQLException {
        return text(sql, "select document from ingest.taxonomy where connection = ?", id.value())
                .map(document -> Json.read(document, Taxonomy.class));
    }

    private static Optional<String> text(Connection sql, String query, String id) throws SQLException {
        try (PreparedStatement select = Transactions.prepared(sql, query, id);
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }
}
