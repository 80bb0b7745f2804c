package io.beton.router.live;

import io.beton.kit.store.Database;
import io.beton.model.Topics;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Into how many partitions subjects are split: what is kept of a subject lies under the number of its partition, so that
 * with more of them it would be looked for elsewhere.
 *
 * <p>Reads: the table {@code consumed}. Writes: the same, a row for each partition, where there is none yet. On failure:
 * where the broker has other partitions than the rows say it throws, nothing is matched, and readiness says why.
 */
@Singleton
final class PartitionLayout {
    private static final String ADDED =
            "[partitions] %s has %d partitions, but what is kept of subjects was made for %d:"
                    + " nothing is matched, for subjects would be taken for others. See deploy/operations/sizing.md,"
                    + " Adding partitions";
    private static final String UNEQUAL = "[partitions] %s has %d partitions and %s has %d: nothing is matched, for a"
            + " subject's history and what it does now must be on the partition of the same number."
            + " Make both topics with the same number";

    private final Database database;
    private volatile Optional<String> refusal = Optional.empty();

    PartitionLayout(Database database) {
        this.database = database;
    }

    /** Throws an {@link IllegalStateException} unless the state fits to what the broker has; the first time makes it fit. */
    void require(ToIntFunction<String> partitionsOf) {
        int events = partitionsOf.applyAsInt(Topics.EVENTS.name());
        int history = partitionsOf.applyAsInt(Topics.HISTORY.name());
        refusal = refusal(events, history);
        if (refusal.isPresent()) {
            throw new IllegalStateException(refusal.get());
        }
    }

    /** Why nothing is matched, where what is kept did not fit when it was looked at last. */
    Optional<String> refused() {
        return refusal;
    }

    /** How many there are; 0 before anything was consumed. */
    int partitions(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*) from router.consumed where topic = ?")) {
            select.setString(1, Topics.EVENTS.name());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private Optional<String> refusal(int events, int history) {
        if (events != history) {
            return Optional.of(UNEQUAL.formatted(Topics.EVENTS.name(), events, Topics.HISTORY.name(), history));
        }
        int known = database.transaction(connection -> {
            int before = partitions(connection);
            return before == 0 ? begin(connection, events) : before;
        });
        return known == events ? Optional.empty() : Optional.of(ADDED.formatted(Topics.EVENTS.name(), events, known));
    }

    private static int begin(Connection connection, int partitions) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into router.consumed (topic, partition, next_offset) select topic, partition, 0"
                        + " from unnest(?) topic, generate_series(0, ?) partition order by topic, partition"
                        + " on conflict do nothing")) {
            String[] topics = {Topics.EVENTS.name(), Topics.HISTORY.name()};
            insert.setArray(1, connection.createArrayOf("text", topics));
            insert.setInt(2, partitions - 1);
            insert.executeUpdate();
        }
        return partitions;
    }
}
