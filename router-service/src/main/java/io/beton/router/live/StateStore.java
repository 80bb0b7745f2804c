package io.beton.router.live;

import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The states of subjects, in bulk: one row for each subject.
 *
 * <p>Reads: the table {@code subject_row}. Writes: the same, by {@link RowSaver}. On failure: throws, and the caller's
 * transaction rolls back.
 */
@Singleton
final class StateStore {
    private static final String COLUMNS = "select home, partition, subject, states, due from router.subject_row";

    private final StateVersions versions;

    StateStore(StateVersions versions) {
        this.versions = versions;
    }

    void save(Connection connection, List<StateRows.Changed> rows) throws SQLException {
        RowSaver.save(connection, rows);
    }

    /** Those that have a state, and whatever else is kept of their subjects; nothing of versions that are not matched. */
    StateRows load(Connection connection, Collection<StateKey> keys, Collection<LiveHypothesis> hypotheses)
            throws SQLException {
        StateRows rows = rows(hypotheses);
        Set<VersionKey> matched = hypotheses.stream().map(LiveHypothesis::key).collect(Collectors.toSet());
        List<StateKey> wanted = keys.stream()
                .filter(key -> matched.contains(key.home().version()))
                .toList();
        if (wanted.isEmpty()) {
            return rows;
        }
        // looked up one by one: for many keys the planner would rather read the whole table
        try (PreparedStatement select =
                connection.prepareStatement("select k.home, k.partition, k.subject, s.states, s.due"
                        + " from unnest(?, ?, ?) as k (home, partition, subject) cross join lateral"
                        + " (select states, due from router.subject_row r where r.home = k.home"
                        + " and r.partition = k.partition and r.subject = k.subject offset 0) s")) {
            Map<RowKey, List<StateKey>> places = rows.places(wanted);
            RowSaver.bind(connection, select, List.copyOf(places.keySet()));
            read(select, rows);
            rows.ask(places);
        }
        return rows;
    }

    /** Some of a partition's states, of these hypotheses, that are to be judged although nothing came. */
    StateRows due(Connection connection, int partition, Collection<LiveHypothesis> hypotheses, long known, int size)
            throws SQLException {
        StateRows rows = rows(hypotheses);
        // home by home: else the planner would rather read the whole table
        try (PreparedStatement select = connection.prepareStatement("select r.* from unnest(?) h cross join lateral ("
                + COLUMNS + " where home = h and partition = ? and due <= ? order by due limit ?) r limit ?")) {
            select.setArray(
                    1,
                    numbers(
                            connection,
                            hypotheses.stream()
                                    .map(hypothesis -> versions.of(hypothesis).home())));
            select.setInt(2, partition);
            select.setLong(3, known);
            select.setInt(4, size);
            select.setInt(5, size);
            read(select, rows);
        }
        rows.askAll(numbers(hypotheses), state -> state.due() <= known);
        return rows;
    }

    /** The next states of a version and partition in the order of their subjects. */
    StateRows page(Connection connection, LiveHypothesis hypothesis, int partition, Optional<SubjectId> after, int size)
            throws SQLException {
        StateRows rows = rows(List.of(hypothesis));
        StateVersions.Numbered numbered = versions.of(hypothesis);
        // its number can stand there by chance, too
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + " where home = ? and partition = ?"
                + " and subject > ? and position(int4send(?) in states) > 0 order by subject limit ?")) {
            select.setInt(1, numbered.home());
            select.setInt(2, partition);
            select.setString(3, after.map(SubjectId::value).orElse(""));
            select.setInt(4, numbered.number());
            select.setInt(5, size);
            read(select, rows);
        }
        rows.askAll(numbers(List.of(hypothesis)), state -> true);
        return rows;
    }

    private StateRows rows(Collection<LiveHypothesis> hypotheses) {
        StateRows rows = new StateRows();
        hypotheses.forEach(hypothesis -> rows.knows(hypothesis.key(), versions.of(hypothesis)));
        return rows;
    }

    /** The next rows of a home and partition that can hold a state of one of these numbers, in the order of their subjects. */
    StateRows holding(
            Connection connection, int home, int partition, Set<Integer> numbers, Optional<SubjectId> after, int size)
            throws SQLException {
        StateRows rows = new StateRows();
        try (PreparedStatement select =
                connection.prepareStatement(COLUMNS + " where home = ? and partition = ? and subject > ?"
                        + " and exists (select 1 from unnest(?) n where position(int4send(n) in states) > 0)"
                        + " order by subject limit ?")) {
            select.setInt(1, home);
            select.setInt(2, partition);
            select.setString(3, after.map(SubjectId::value).orElse(""));
            select.setArray(4, numbers(connection, numbers.stream()));
            select.setInt(5, size);
            read(select, rows);
        }
        return rows;
    }

    /** What a number in a row stands for; nothing where it was forgotten. */
    Optional<VersionKey> version(int number) {
        return versions.version(number);
    }

    /** What stands for these hypotheses in rows. */
    Map<Integer, VersionKey> numbers(Collection<LiveHypothesis> hypotheses) {
        return hypotheses.stream()
                .collect(Collectors.toMap(hypothesis -> versions.of(hypothesis).number(), LiveHypothesis::key));
    }

    private static Array numbers(Connection connection, Stream<Integer> numbers) throws SQLException {
        return connection.createArrayOf("int4", numbers.distinct().toArray());
    }

    private static void read(PreparedStatement select, StateRows rows) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long stored = row.getLong(5);
                long due = row.wasNull() ? Times.NEVER : stored;
                rows.loaded(
                        new RowKey(row.getInt(1), row.getInt(2), new SubjectId(row.getString(3))),
                        SubjectRow.read(row.getBytes(4), due));
            }
        }
    }
}
