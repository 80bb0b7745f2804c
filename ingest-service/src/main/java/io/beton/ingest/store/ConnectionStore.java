package io.beton.ingest.store;

import io.beton.kit.outbox.Outbox;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Connections with their sealed keys.
 *
 * <p>Reads and writes: the tables {@code connection}, {@code cursor}, {@code outbox}, and {@code taxonomy} where values
 * are forbidden; every change is announced on the topics connections and taxonomy in the same transaction. On failure:
 * throws, nothing is changed.
 */
@ApplicationScoped
public class ConnectionStore {
    private static final String COLUMNS = "select facts, sealed_key from ingest.connection ";

    private final Transactions transactions;
    private final Outbox outbox = new Outbox("ingest");

    ConnectionStore(DataSource database) {
        this.transactions = new Transactions(database);
    }

    /** Stores a new connection, whose cursor starts at a time in microseconds; one that is there stays as it is. */
    public void add(Stored added, long cursor) {
        String id = added.facts().connectionId().value();
        transactions.in("connection " + id + " could not be stored", sql -> {
            if (!select(sql, COLUMNS + "where id = ?", id).isEmpty()) {
                return added;
            }
            Transactions.update(
                    sql,
                    "insert into ingest.connection (id, facts, sealed_key, created_at) values (?, ?, ?, ?)",
                    id,
                    Json.text(added.facts()),
                    added.sealedKey().orElse(null),
                    Timestamp.from(added.facts().createdAt()));
            Transactions.update(sql, "insert into ingest.cursor (connection, created_at) values (?, ?)", id, cursor);
            announce(sql, added.facts().connectionId(), added.facts());
            return added;
        });
    }

    /**
     * Replaces a connection by what is made of it while nobody else can change it; nothing where there is none. Facts
     * that stay the same are not announced.
     */
    public Optional<Stored> change(ConnectionId id, UnaryOperator<Stored> change) {
        return transactions.in("connection " + id + " could not be changed", sql -> {
            Optional<Stored> before = select(sql, COLUMNS + "where id = ? for update", id.value()).stream()
                    .findFirst();
            Optional<Stored> after = before.map(change);
            if (after.isPresent() && after.get() != before.get()) {
                Transactions.update(
                        sql,
                        "update ingest.connection set facts = ?, sealed_key = ? where id = ?",
                        Json.text(after.get().facts()),
                        after.get().sealedKey().orElse(null),
                        id.value());
                if (!after.get().facts().equals(before.get().facts())) {
                    announce(sql, id, after.get().facts());
                    TaxonomyStore.follow(sql, before.get().facts(), after.get().facts());
                }
            }
            return after;
        });
    }

    /** Forgets what was published of a deleted connection, which nobody reads again. */
    public void forgetRead(ConnectionId id) {
        transactions.in("what was read of " + id + " could not be forgotten", sql -> {
            Transactions.update(sql, "delete from ingest.published where connection = ?", id.value());
            Transactions.update(sql, "delete from ingest.late_day where connection = ?", id.value());
            return id;
        });
    }

    public Optional<Stored> find(ConnectionId id) {
        return transactions
                .in("connection " + id + " could not be read", sql -> select(sql, COLUMNS + "where id = ?", id.value()))
                .stream()
                .findFirst();
    }

    /** Every connection, deleted ones included, oldest first. */
    public List<Stored> all() {
        return transactions.in(
                "connections could not be read", sql -> select(sql, COLUMNS + "order by created_at, id"));
    }

    /** Whether the last look at a broken connection was so long ago that it is time for another, which the caller takes. */
    public boolean takeProbe(ConnectionId id, Instant now, Duration every) {
        return transactions.in("connection " + id + " could not be looked at", sql -> {
            try (PreparedStatement update = Transactions.prepared(
                    sql,
                    "update ingest.connection set probed_at = ? where id = ? and coalesce(probed_at <= ?, true)",
                    Timestamp.from(now),
                    id.value(),
                    Timestamp.from(now.minus(every)))) {
                return update.executeUpdate() == 1;
            }
        });
    }

    /** Announces again what is known of these. */
    public void sayAgain(Collection<String> ids) {
        transactions.in("connections could not be announced again", sql -> {
            for (String id : ids) {
                for (Stored stored : select(sql, COLUMNS + "where id = ? for update", id)) {
                    announce(sql, stored.facts().connectionId(), stored.facts());
                }
            }
            return ids;
        });
    }

    private void announce(Connection sql, ConnectionId id, ConnectionFacts facts) throws SQLException {
        outbox.append(sql, Topics.CONNECTIONS.name(), id.value(), Map.of(), Json.bytes(facts));
    }

    private static List<Stored> select(Connection sql, String query, Object... values) throws SQLException {
        try (PreparedStatement select = Transactions.prepared(sql, query, values);
                ResultSet row = select.executeQuery()) {
            List<Stored> found = new ArrayList<>();
            while (row.next()) {
                found.add(new Stored(
                        Json.read(row.getString(1), ConnectionFacts.class), Optional.ofNullable(row.getBytes(2))));
            }
            return found;
        }
    }

    /** A connection with its sealed key; nothing where the key was forgotten. */
    public record Stored(ConnectionFacts facts, Optional<byte[]> sealedKey) {}
}
