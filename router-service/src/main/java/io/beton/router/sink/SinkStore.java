package io.beton.router.sink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.model.id.SinkId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The configured destinations.
 *
 * <p>Reads and writes: the table {@code sink}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
public final class SinkStore {
    private static final String COLUMNS =
            "select sink_id, name, kind, settings, filter, fields, per_second, secret, state, created_at"
                    + " from router.sink ";

    private final SecretSeal seal;
    private final Sinks sinks;

    SinkStore(SecretSeal seal, Sinks sinks) {
        this.seal = seal;
        this.sinks = sinks;
    }

    /** Why the binding cannot be stored yet, where it cannot. */
    public Optional<String> missing(SinkBinding binding) {
        return MembersCodec.secret(binding.members())
                .filter(secret -> !seal.ready())
                .map(secret -> "a secret cannot be stored yet: " + SecretSeal.HOW_TO_MAKE_A_KEY);
    }

    public SinkFacts add(Connection connection, SinkBinding binding) throws SQLException {
        SinkFacts facts = SinkFacts.of(binding);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into router.sink (sink_id, name, kind, settings, filter, fields, per_second, secret, state,"
                        + " created_at) values (?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?)")) {
            insert.setString(1, binding.sinkId().value());
            insert.setString(2, binding.name());
            insert.setString(3, binding.kind().stored());
            insert.setString(4, facts.settings().toString());
            insert.setString(5, Json.text(binding.filter()));
            insert.setString(6, Json.text(binding.fields()));
            insert.setObject(
                    7, binding.perSecond().isPresent() ? binding.perSecond().getAsDouble() : null, Types.DOUBLE);
            insert.setBytes(8, sealed(binding));
            insert.setString(9, binding.state().stored());
            insert.setTimestamp(10, Timestamp.from(binding.createdAt()));
            insert.executeUpdate();
        }
        return facts;
    }

    /** Replaces the members of a binding. */
    public SinkFacts change(Connection connection, SinkBinding binding) throws SQLException {
        SinkFacts facts = SinkFacts.of(binding);
        try (PreparedStatement update = connection.prepareStatement(
                "update router.sink set settings = ?::jsonb, secret = ? where sink_id = ? and state <> 'deleted'")) {
            update.setString(1, facts.settings().toString());
            update.setBytes(2, sealed(binding));
            update.setString(3, binding.sinkId().value());
            update.executeUpdate();
        }
        return facts;
    }

    private byte[] sealed(SinkBinding binding) {
        return MembersCodec.secret(binding.members())
                .map(secret -> seal.seal(binding.sinkId(), secret))
                .orElse(null);
    }

    /** What the active bindings want to be told. */
    public Map<SinkId, SinkFilter> listening(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select sink_id, filter from router.sink where state = 'active'");
                ResultSet row = select.executeQuery()) {
            Map<SinkId, SinkFilter> listening = new HashMap<>();
            while (row.next()) {
                listening.put(new SinkId(row.getString(1)), Json.read(row.getString(2), SinkFilter.class));
            }
            return listening;
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

    /** What may be shown of a binding, unless it was deleted. */
    public Optional<SinkFacts> shown(Connection connection, SinkId sink) throws SQLException {
        return one(connection, sink, "", SinkStore::facts);
    }

    /** A binding with its secret, unless it was deleted. */
    public Optional<SinkBinding> find(Connection connection, SinkId sink) throws SQLException {
        return one(connection, sink, "", this::read);
    }

    /** The same, which nobody else can change until this transaction is over. */
    public Optional<SinkBinding> findLocked(Connection connection, SinkId sink) throws SQLException {
        return one(connection, sink, " for no key update", this::read);
    }

    private static <T> Optional<T> one(Connection connection, SinkId sink, String locking, Reading<T> reading)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + "where sink_id = ? and state <> 'deleted'" + locking)) {
            select.setString(1, sink.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(reading.of(row)) : Optional.empty();
            }
        }
    }

    /** What may be shown of the bindings after an id; deleted ones are not. */
    public List<SinkFacts> page(Connection connection, Optional<SinkId> after, int size) throws SQLException {
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
        Optional<String> secret =
                Optional.ofNullable(row.getBytes("secret")).map(closed -> seal.open(facts.sinkId(), closed));
        return facts.with(MembersCodec.read(
                facts.settings(), secret, sinks.of(facts.kind()).members()));
    }

    private static SinkFacts facts(ResultSet row) throws SQLException {
        double perSecond = row.getDouble("per_second");
        return new SinkFacts(
                new SinkId(row.getString("sink_id")),
                row.getString("name"),
                SinkKind.of(row.getString("kind")),
                Json.read(row.getString("settings"), ObjectNode.class),
                Json.read(row.getString("filter"), SinkFilter.class),
                Json.read(row.getString("fields"), FieldMapping.class),
                perSecond == 0 ? OptionalDouble.empty() : OptionalDouble.of(perSecond),
                SinkState.of(row.getString("state")),
                row.getTimestamp("created_at").toInstant());
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }
}
