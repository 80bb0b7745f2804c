package io.beton.router.live;

import io.beton.kit.store.Database;
import io.beton.model.id.HypothesisId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers that stand for hypothesis versions in stored states.
 *
 * <p>Reads and writes: the tables {@code state_version} and {@code state_home}, in transactions of its own, so that a
 * number once given holds whatever becomes of the states. On failure: throws.
 */
@Singleton
final class StateVersions {
    private final Database database;
    private final Map<VersionKey, Numbered> known = new ConcurrentHashMap<>();
    private final Map<Integer, Optional<VersionKey>> byNumber = new ConcurrentHashMap<>();

    StateVersions(Database database) {
        this.database = database;
    }

    /** The number of a version; it gets one where it has none. */
    Numbered of(LiveHypothesis hypothesis) {
        VersionKey version = hypothesis.key();
        Numbered numbered = known.get(version);
        if (numbered == null) {
            numbered = database.transaction(connection -> {
                Optional<Numbered> there = find(connection, version);
                return there.isPresent() ? there.get() : add(connection, version, hypothesis.home());
            });
            known.put(version, numbered);
        }
        return numbered;
    }

    /** What a number stands for; nothing where it was forgotten. */
    Optional<VersionKey> version(int number) {
        return byNumber.computeIfAbsent(
                number, missing -> database.transaction(connection -> find(connection, number)));
    }

    private static Optional<VersionKey> find(Connection connection, int number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select hypothesis_id, version from router.state_version where number = ?")) {
            select.setInt(1, number);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new VersionKey(new HypothesisId(row.getString(1)), row.getInt(2)))
                        : Optional.empty();
            }
        }
    }

    private static Numbered add(Connection connection, VersionKey version, Home home) throws SQLException {
        String type = home.of().groupType().orElse("");
        update(
                connection,
                "insert into router.state_home (connection_id, group_type) values (?, ?) on conflict do nothing",
                home.connection().value(),
                type);
        update(
                connection,
                "insert into router.state_version (hypothesis_id, version, home) select ?, ?, home"
                        + " from router.state_home where connection_id = ? and group_type = ? on conflict do nothing",
                version.hypothesis().value(),
                version.version(),
                home.connection().value(),
                type);
        return find(connection, version).orElseThrow();
    }

    private static Optional<Numbered> find(Connection connection, VersionKey version) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select number, home from router.state_version where hypothesis_id = ? and version = ?")) {
            select.setString(1, version.hypothesis().value());
            select.setInt(2, version.version());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Numbered(row.getInt(1), row.getInt(2))) : Optional.empty();
            }
        }
    }

    /** The numbers of these versions and of all before them. */
    List<Numbered> upTo(Connection connection, List<VersionKey> ended) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select v.number, v.home from router.state_version v join unnest(?, ?)"
                        + " as ended (hypothesis_id, version) using (hypothesis_id) where v.version <= ended.version")) {
            bind(connection, select, ended);
            List<Numbered> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Numbered(row.getInt(1), row.getInt(2)));
                }
            }
            return found;
        }
    }

    /** Forgets numbers for which nothing is kept any more. */
    void forget(Connection connection, List<Numbered> ended) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from router.state_version where number = any (?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "int4", ended.stream().map(Numbered::number).toArray()));
            delete.executeUpdate();
        }
        known.values().removeAll(ended);
    }

    /** Binds versions as two arrays, the first parameters of a statement. */
    static void bind(Connection connection, PreparedStatement statement, List<VersionKey> versions)
            throws SQLException {
        statement.setArray(
                1,
                connection.createArrayOf(
                        "text",
                        versions.stream()
                                .map(VersionKey::hypothesis)
                                .map(HypothesisId::value)
                                .toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "int4", versions.stream().map(VersionKey::version).toArray()));
    }

    private static void update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                update.setObject(i + 1, parameters[i]);
            }
            update.executeUpdate();
        }
    }

    /** @param home whose versions are stored in one row for a subject */
    record Numbered(int number, int home) {}
}
