package io.beton.router.delivery;

import io.beton.model.id.SinkId;
import io.beton.router.pace.Pace;
import io.beton.router.pace.PaceStore;
import io.beton.router.sink.SinkState;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How each binding fares that is not deleted: its state, how much it is owed, and whether it gets it.
 *
 * <p>Reads: the tables {@code sink}, {@code delivery} and {@code pace}. Writes: nothing. On failure: throws.
 */
@Singleton
final class DeliveryBacklog {
    private final PaceStore paces;

    DeliveryBacklog(PaceStore paces) {
        this.paces = paces;
    }

    List<Owed> of(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select s.sink_id, s.kind, s.state, count(d.position)"
                                + " from router.sink s left join router.delivery d on d.sink_id = s.sink_id"
                                + " and d.state = 'pending' where s.state <> 'deleted' group by s.sink_id");
                ResultSet row = select.executeQuery()) {
            Map<SinkId, Owed> owed = new LinkedHashMap<>();
            while (row.next()) {
                SinkId sink = new SinkId(row.getString(1));
                owed.put(
                        sink,
                        new Owed(
                                sink,
                                row.getString(2),
                                SinkState.of(row.getString(3)),
                                row.getLong(4),
                                Pace.State.CLOSED));
            }
            Map<SinkId, Pace.Circuit> circuits = paces.circuits(connection, List.copyOf(owed.keySet()), now);
            return owed.values().stream()
                    .map(one -> one.with(circuits.get(one.sinkId()).state()))
                    .toList();
        }
    }

    /** What one binding is owed, and whether it gets it. */
    record Owed(SinkId sinkId, String kind, SinkState state, long pending, Pace.State circuit) {
        Owed with(Pace.State other) {
            return new Owed(sinkId, kind, state, pending, other);
        }
    }
}
