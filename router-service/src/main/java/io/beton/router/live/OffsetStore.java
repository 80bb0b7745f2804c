package io.beton.router.live;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where consumption stands, beside everything that it led to.
 *
 * <p>Reads and writes: the table {@code consumed}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
final class OffsetStore {
    private static final Comparator<TopicPartition> ALWAYS_IN_THIS_ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    /** The next offsets; partitions that were never consumed start at 0. */
    Map<TopicPartition, Long> load(Connection connection, Collection<TopicPartition> partitions) throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(
                        "insert into router.consumed (topic, partition, next_offset) values (?, ?, 0)"
                                + " on conflict do nothing");
                PreparedStatement select = connection.prepareStatement(
                        "select next_offset from router.consumed where topic = ? and partition = ?")) {
            for (TopicPartition partition : ordered(partitions)) {
                insert.setString(1, partition.topic());
                insert.setInt(2, partition.partition());
                insert.executeUpdate();
                select.setString(1, partition.topic());
                select.setInt(2, partition.partition());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    offsets.put(partition, row.getLong(1));
                }
            }
        }
        return offsets;
    }

    /** Moves offsets on from where this reader believes they are; fails where somebody else has moved them. */
    void advance(Connection connection, Map<TopicPartition, Long> from, Map<TopicPartition, Long> to)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update router.consumed set next_offset = ?"
                + " where topic = ? and partition = ? and next_offset = ?")) {
            for (TopicPartition partition : ordered(to.keySet())) {
                update.setLong(1, to.get(partition));
                update.setString(2, partition.topic());
                update.setInt(3, partition.partition());
                update.setLong(4, from.getOrDefault(partition, -1L));
                if (update.executeUpdate() == 0) {
                    throw new Fenced(partition);
                }
            }
        }
    }

    /** The partitions of which anything was ever consumed. */
    List<Integer> partitions(Connection connection) throws SQLException {
        List<Integer> partitions = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select distinct partition from router.consumed order by partition");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                partitions.add(row.getInt(1));
            }
        }
        return partitions;
    }

    /** Keeps every reader from changing rows of a partition until this transaction ends. */
    void hold(Connection connection, int partition) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from router.consumed where partition = ? order by topic for update")) {
            select.setInt(1, partition);
            select.executeQuery().close();
        }
    }

    private static List<TopicPartition> ordered(Collection<TopicPartition> partitions) {
        return partitions.stream().sorted(ALWAYS_IN_THIS_ORDER).toList();
    }

    /** Another reader has taken this partition over; what was done with its records must be undone. */
    static final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fenced(TopicPartition partition) {
            super("[offsets] " + partition + " was moved on by another reader");
        }
    }
}
