package io.beton.router.live;

import io.beton.model.id.HypothesisId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The states of subjects, in bulk.
 *
 * <p>Reads and writes: the table {@code subject_state}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
final class StateStore {

    /** Those that have a state. */
    Map<StateKey, KeptState> load(Connection connection, Collection<StateKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement select =
                connection.prepareStatement("select s.hypothesis_id, s.version, s.partition, s.subject, s.state, s.due"
                        + " from unnest(?, ?, ?, ?) as k (hypothesis_id, version, partition, subject)"
                        + " join router.subject_state s using (hypothesis_id, version, partition, subject)")) {
            bind(connection, select, List.copyOf(keys));
            return states(select);
        }
    }

    /** Some of a partition's states, of these versions, that are to be judged although nothing came. */
    Map<StateKey, KeptState> due(Connection connection, int partition, List<VersionKey> versions, long known, int size)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select s.hypothesis_id, s.version, s.partition, s.subject, s.state, s.due"
                        + " from router.subject_state s"
                        + " join unnest(?, ?) as k (hypothesis_id, version) using (hypothesis_id, version)"
                        + " where s.partition = ? and s.due <= ? limit ?")) {
            bindVersions(connection, select, versions);
            select.setInt(3, partition);
            select.setLong(4, known);
            select.setInt(5, size);
            return states(select);
        }
    }

    private static Map<StateKey, KeptState> states(PreparedStatement select) throws SQLException {
        Map<StateKey, KeptState> states = new LinkedHashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                VersionKey version = new VersionKey(new HypothesisId(row.getString(1)), row.getInt(2));
                long due = row.getLong(6);
                states.put(
                        new StateKey(new VersionPartition(version, row.getInt(3)), new SubjectId(row.getString(4))),
                        new KeptState(row.getBytes(5), row.wasNull() ? Times.NEVER : due));
            }
        }
        return states;
    }

    /** The next states of a version and partition in the order of their subjects. */
    Map<StateKey, KeptState> page(Connection connection, VersionPartition home, Optional<SubjectId> after, int size)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select hypothesis_id, version, partition, subject, state, due from router.subject_state"
                        + " where hypothesis_id = ? and version = ? and partition = ? and subject > ?"
                        + " order by subject limit ?")) {
            select.setString(1, home.version().hypothesis().value());
            select.setInt(2, home.version().version());
            select.setInt(3, home.partition());
            select.setString(4, after.map(SubjectId::value).orElse(""));
            select.setInt(5, size);
            return states(select);
        }
    }

    /** Saves those of which something is kept, and deletes the others. */
    void save(Connection connection, Map<StateKey, KeptState> states) throws SQLException {
        Map<Boolean, List<StateKey>> byNothing = states.keySet().stream()
                .collect(Collectors.partitioningBy(key -> states.get(key).isNothing()));
        upsert(connection, byNothing.get(false), states);
        delete(connection, byNothing.get(true));
    }

    private static void upsert(Connection connection, List<StateKey> keys, Map<StateKey, KeptState> states)
            throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into router.subject_state (hypothesis_id, version, partition, subject, state, due)"
                        + " select * from unnest(?, ?, ?, ?, ?, ?)"
                        + " on conflict (hypothesis_id, version, partition, subject)"
                        + " do update set state = excluded.state, due = excluded.due")) {
            bind(connection, upsert, keys);
            List<KeptState> kept = keys.stream().map(states::get).toList();
            upsert.setArray(
                    5,
                    connection.createArrayOf(
                            "bytea", kept.stream().map(KeptState::bytes).toArray(byte[][]::new)));
            upsert.setArray(
                    6,
                    connection.createArrayOf(
                            "int8",
                            kept.stream()
                                    .map(state -> state.due() == Times.NEVER ? null : state.due())
                                    .toArray(Long[]::new)));
            upsert.executeUpdate();
        }
    }

    private static void delete(Connection connection, Collection<StateKey> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from router.subject_state s"
                + " using unnest(?, ?, ?, ?) as k (hypothesis_id, version, partition, subject)"
                + " where s.hypothesis_id = k.hypothesis_id and s.version = k.version"
                + " and s.partition = k.partition and s.subject = k.subject")) {
            bind(connection, delete, List.copyOf(keys));
            delete.executeUpdate();
        }
    }

    /** Deletes what is kept for these versions and all before them. */
    int deleteUpTo(Connection connection, List<VersionKey> ended) throws SQLException {
        int deleted = 0;
        for (String table : List.of("router.subject_state", "router.warm", "router.member")) {
            try (PreparedStatement delete = connection.prepareStatement("delete from " + table
                    + " kept using unnest(?, ?) as ended (hypothesis_id, version)"
                    + " where kept.hypothesis_id = ended.hypothesis_id and kept.version <= ended.version")) {
                bindVersions(connection, delete, ended);
                deleted += delete.executeUpdate();
            }
        }
        return deleted;
    }

    private static void bind(Connection connection, PreparedStatement statement, List<StateKey> keys)
            throws SQLException {
        List<VersionPartition> homes = keys.stream().map(StateKey::home).toList();
        bindVersions(
                connection,
                statement,
                homes.stream().map(VersionPartition::version).toList());
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

    private static void bindVersions(Connection connection, PreparedStatement statement, List<VersionKey> versions)
            throws SQLException {
        statement.setArray(
                1,
                texts(
                        connection,
                        versions.stream().map(key -> key.hypothesis().value()).toArray(String[]::new)));
        statement.setArray(
                2,
                numbers(connection, versions.stream().map(VersionKey::version).toArray(Integer[]::new)));
    }

    private static java.sql.Array texts(Connection connection, String[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    private static java.sql.Array numbers(Connection connection, Integer[] values) throws SQLException {
        return connection.createArrayOf("int4", values);
    }
}
