package io.beton.router.live;

import io.beton.model.id.HypothesisId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For which versions the history of a partition's subjects is whole, and since when it leaves nothing out.
 *
 * <p>Reads and writes: the table {@code warm}; deletes from {@code member}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
final class WarmStore {

    Map<VersionPartition, Long> load(Connection connection) throws SQLException {
        Map<VersionPartition, Long> warm = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select hypothesis_id, version, partition, since from router.warm");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                VersionKey version = new VersionKey(new HypothesisId(row.getString(1)), row.getInt(2));
                warm.put(new VersionPartition(version, row.getInt(3)), row.getLong(4));
            }
        }
        return warm;
    }

    /** Of how many partitions the history that an approval asked for is whole; a later version is approved later. */
    long partitionsSince(Connection connection, HypothesisId hypothesis, long approvedAt) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select count(distinct partition) from router.warm where hypothesis_id = ? and since >= ?")) {
            select.setString(1, hypothesis.value());
            select.setLong(2, approvedAt);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    void mark(Connection connection, VersionPartition warm, long since, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into router.warm (hypothesis_id, version, partition, warm_at, since)"
                        + " values (?, ?, ?, ?, ?) on conflict (hypothesis_id, version, partition)"
                        + " do update set since = greatest(warm.since, excluded.since)")) {
            insert.setString(1, warm.version().hypothesis().value());
            insert.setInt(2, warm.version().version());
            insert.setInt(3, warm.partition());
            insert.setTimestamp(4, Timestamp.from(at));
            insert.setLong(5, since);
            insert.executeUpdate();
        }
    }

    /** The history of these partitions' subjects is not whole any more, for anybody. */
    void delete(Connection connection, Collection<Integer> partitions) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from router.warm where partition = any (?)")) {
            delete.setArray(1, connection.createArrayOf("int", partitions.toArray()));
            delete.executeUpdate();
        }
    }

    /** Forgets these versions and all before them, with their members. */
    void deleteUpTo(Connection connection, List<VersionKey> ended) throws SQLException {
        for (String table : List.of("router.warm", "router.member")) {
            try (PreparedStatement delete = connection.prepareStatement("delete from " + table
                    + " kept using unnest(?, ?) as ended (hypothesis_id, version)"
                    + " where kept.hypothesis_id = ended.hypothesis_id and kept.version <= ended.version")) {
                StateVersions.bind(connection, delete, ended);
                delete.executeUpdate();
            }
        }
    }
}
