package io.beton.router.live;

import io.beton.model.id.HypothesisId;
import io.beton.model.id.SubjectId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of subjects, in bulk.
 *
 * <p>Reads and writes: the table {@code subject_state}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
final class StateStore {

    /** The stored bytes of those that have a state. */
    Map<StateKey, byte[]> load(Connection connection, Collection<StateKey> keys) throws SQLException {
        Map<StateKey, byte[]> states = new HashMap<>();
        if (keys.isEmpty()) {
            return states;
        }
        try (PreparedStatement select =
                connection.prepareStatement("select s.hypothesis_id, s.version, s.partition, s.subject, s.state"
                        + " from unnest(?, ?, ?, ?) as k (hypothesis_id, version, partition, subject)"
                        + " join router.subject_state s using (hypothesis_id, version, partition, subject)")) {
            bind(connection, select, List.copyOf(keys));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    VersionKey version = new VersionKey(new HypothesisId(row.getString(1)), row.getInt(2));
                    states.put(
                            new StateKey(new VersionPartition(version, row.getInt(3)), new SubjectId(row.getString(4))),
                            row.getBytes(5));
                }
            }
        }
        return states;
    }

    /** The next states of a version and partition in the order of their subjects. */
    Map<StateKey, byte[]> page(Connection connection, VersionPartition home, Optional<SubjectId> after, int size)
            throws SQLException {
        Map<StateKey, byte[]> states = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select subject, state from router.subject_state where hypothesis_id = ? and version = ?"
                        + " and partition = ? and subject > ? order by subject limit ?")) {
            select.setString(1, home.version().hypothesis().value());
            select.setInt(2, home.version().version());
            select.setInt(3, home.partition());
            select.setString(4, after.map(SubjectId::value).orElse(""));
            select.setInt(5, size);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    states.put(new StateKey(home, new SubjectId(row.getString(1))), row.getBytes(2));
                }
            }
        }
        return states;
    }

    void save(Connection connection, Map<StateKey, byte[]> states) throws SQLException {
        if (states.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into router.subject_state (hypothesis_id, version, partition, subject, state)"
                        + " select * from unnest(?, ?, ?, ?, ?)"
                        + " on conflict (hypothesis_id, version, partition, subject)"
                        + " do update set state = excluded.state")) {
            List<StateKey> keys = List.copyOf(states.keySet());
            bind(connection, upsert, keys);
            byte[][] bytes = keys.stream().map(states::get).toArray(byte[][]::new);
            upsert.setArray(5, connection.createArrayOf("bytea", bytes));
            upsert.executeUpdate();
        }
    }

    /** Deletes what is kept for these versions and all before them. */
    int delete(Connection connection, List<VersionKey> ended) throws SQLException {
        int deleted = 0;
        for (String table : List.of("router.subject_state", "router.warm")) {
            try (PreparedStatement delete = connection.prepareStatement("delete from " + table
                    + " kept using unnest(?, ?) as ended (hypothesis_id, version)"
                    + " where kept.hypothesis_id = ended.hypothesis_id and kept.version <= ended.version")) {
                delete.setArray(
                        1,
                        texts(
                                connection,
                                ended.stream()
                                        .map(key -> key.hypothesis().value())
                                        .toArray(String[]::new)));
                delete.setArray(
                        2,
                        numbers(
                                connection,
                                ended.stream().map(VersionKey::version).toArray(Integer[]::new)));
                deleted += delete.executeUpdate();
            }
        }
        return deleted;
    }

    private static void bind(Connection connection, PreparedStatement statement, List<StateKey> keys)
            throws SQLException {
        List<VersionPartition> homes = keys.stream().map(StateKey::home).toList();
        List<VersionKey> versions =
                homes.stream().map(VersionPartition::version).toList();
        statement.setArray(
                1,
                texts(
                        connection,
                        versions.stream().map(key -> key.hypothesis().value()).toArray(String[]::new)));
        statement.setArray(
                2,
                numbers(connection, versions.stream().map(VersionKey::version).toArray(Integer[]::new)));
        statement.setArray(
                3,
                numbers(
                        connection,
                        homes.stream().map(VersionPartition::partition).toArray(Integer[]::new)));
        statement.setArray(
                4,
                texts(
                        connection,
                        keys.stream().map(key -> key.subject().value()).toArray(String[]::new)));
    }

    private static java.sql.Array texts(Connection connection, String[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    private static java.sql.Array numbers(Connection connection, Integer[] values) throws SQLException {
        return connection.createArrayOf("int4", values);
    }
}
