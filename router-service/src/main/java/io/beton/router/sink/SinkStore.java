package io.beton.router.sink;

import io.beton.model.id.SinkId;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The configured destinations.
 *
 * <p>Reads and writes: the table {@code sink}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
public final class SinkStore {
    private static final String COLUMNS =
            "select sink_id, name, kind, url, secret, state, created_at from router.sink ";

    private final SecretSeal seal;

    SinkStore(SecretSeal seal) {
        this.seal = seal;
    }

    void add(Connection connection, SinkBinding binding) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into router.sink (sink_id, name, kind, url, secret, state, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, binding.sinkId().value());
            insert.setString(2, binding.name());
            insert.setString(3, binding.kind().name().toLowerCase(Locale.ROOT));
            insert.setString(4, binding.url().toString());
            insert.setBytes(
                    5,
                    binding.secret()
                            .map(secret -> seal.seal(binding.sinkId(), secret))
                            .orElse(null));
            insert.setString(6, binding.state().stored());
            insert.setTimestamp(7, Timestamp.from(binding.createdAt()));
            insert.executeUpdate();
        }
    }

    /** Ends a binding; false where there is none to end. The secret of one that is deleted is forgotten. */
    public boolean end(Connection connection, SinkId sink, SinkState ended) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update router.sink set state = ?,"
                + " secret = case when ? then null else secret end where sink_id = ? and state <> 'deleted'")) {
            update.setString(1, ended.stored());
            update.setBoolean(2, ended == SinkState.DELETED);
            update.setString(3, sink.value());
            return update.executeUpdate() == 1;
        }
    }

    /** The bindings that have a secret. */
    List<SinkId> signing(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select sink_id from router.sink where secret is not null");
                ResultSet row = select.executeQuery()) {
            List<SinkId> signing = new ArrayList<>();
            while (row.next()) {
                signing.add(new SinkId(row.getString(1)));
            }
            return signing;
        }
    }

    /** Seals a binding's secret anew where a former master key had sealed it; false where there is nothing to do. */
    boolean renew(Connection connection, SinkId sink) throws SQLException {
        Optional<byte[]> renewed = secret(connection, sink).flatMap(closed -> seal.renewed(sink, closed));
        if (renewed.isPresent()) {
            try (PreparedStatement update =
                    connection.prepareStatement("update router.sink set secret = ? where sink_id = ?")) {
                update.setBytes(1, renewed.get());
                update.setString(2, sink.value());
                update.executeUpdate();
            }
        }
        return renewed.isPresent();
    }

    private static Optional<byte[]> secret(Connection connection, SinkId sink) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select secret from router.sink where sink_id = ? for update")) {
            select.setString(1, sink.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    /** What may be shown of a binding, unless it was deleted. */
    Optional<SinkFacts> shown(Connection connection, SinkId sink) throws SQLException {
        return one(connection, sink, SinkStore::facts);
    }

    /** A binding with its secret, unless it was deleted. */
    public Optional<SinkBinding> find(Connection connection, SinkId sink) throws SQLException {
        return one(connection, sink, this::read);
    }

    private static <T> Optional<T> one(Connection connection, SinkId sink, Reading<T> reading) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + "where sink_id = ? and state <> 'deleted'")) {
            select.setString(1, sink.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(reading.of(row)) : Optional.empty();
            }
        }
    }

    /** What may be shown of the bindings after an id; deleted ones are not. */
    List<SinkFacts> page(Connection connection, Optional<SinkId> after, int size) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                COLUMNS + "where state <> 'deleted' and sink_id > ? order by sink_id limit ?")) {
            select.setString(1, after.map(SinkId::value).orElse(""));
            select.setInt(2, size);
            List<SinkFacts> page = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    page.add(facts(row));
                }
            }
            return page;
        }
    }

    private SinkBinding read(ResultSet row) throws SQLException {
        SinkFacts facts = facts(row);
        return new SinkBinding(
                facts.sinkId(),
                facts.name(),
                facts.kind(),
                URI.create(facts.url()),
                Optional.ofNullable(row.getBytes("secret")).map(closed -> seal.open(facts.sinkId(), closed)),
                facts.state(),
                facts.createdAt());
    }

    private static SinkFacts facts(ResultSet row) throws SQLException {
        return new SinkFacts(
                new SinkId(row.getString("sink_id")),
                row.getString("name"),
                SinkKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("url"),
                row.getBytes("secret") != null,
                SinkState.of(row.getString("state")),
                row.getTimestamp("created_at").toInstant());
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }
}
