package io.beton.router.live;

import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to when everything that came to the source has been taken in, in microseconds.
 *
 * <p>Reads and writes: the table {@code arrived}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
final class ArrivedStore {

    Map<HomePartition, Long> load(Connection connection) throws SQLException {
        Map<HomePartition, Long> arrived = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select connection_id, group_type, partition, until from router.arrived");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Subject of = row.getString(2).isEmpty() ? Subject.PERSON : Subject.group(row.getString(2));
                arrived.put(
                        new HomePartition(new Home(new ConnectionId(row.getString(1)), of), row.getInt(3)),
                        row.getLong(4));
            }
        }
        return arrived;
    }

    void save(Connection connection, Map<HomePartition, Long> arrived) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into router.arrived (connection_id, group_type, partition, until) values (?, ?, ?, ?)"
                        + " on conflict (connection_id, group_type, partition)"
                        + " do update set until = greatest(arrived.until, excluded.until)")) {
            for (Map.Entry<HomePartition, Long> entry : arrived.entrySet()) {
                HomePartition of = entry.getKey();
                upsert.setString(1, of.home().connection().value());
                upsert.setString(2, of.home().of().groupType().orElse(""));
                upsert.setInt(3, of.partition());
                upsert.setLong(4, entry.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
