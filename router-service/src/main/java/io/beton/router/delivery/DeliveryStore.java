package io.beton.router.delivery;

import io.beton.kit.trace.Cause;
import io.beton.model.Json;
import io.beton.model.id.SignalId;
import io.beton.model.id.SinkId;
import io.beton.model.signal.Signal;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.SinkFilter;
import io.beton.router.sink.SinkStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The duties to deliver, from owing them to settling them.
 *
 * <p>Reads and writes: the tables {@code delivery} and {@code attempt}. On failure: throws, and the caller's
 * transaction rolls back.
 */
@Singleton
public final class DeliveryStore {
    private static final int MOST_LOOKED_AT = 100;

    private final SinkStore sinks;

    DeliveryStore(SinkStore sinks) {
        this.sinks = sinks;
    }

    /** Owes each signal to every active binding whose filter it matches, due at once; returns how much was owed. */
    public int owe(Connection connection, Map<Signal, Cause> signals, Instant now) throws SQLException {
        Map<SinkId, SinkFilter> listening = signals.isEmpty() ? Map.of() : sinks.listening(connection);
        int owed = 0;
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into router.delivery (delivery_id, signal_id, sink_id, state, due_at, traceparent)"
                        + " values (?, ?, ?, 'pending', ?, ?) on conflict do nothing")) {
            for (Signal signal : signals.keySet()) {
                for (Map.Entry<SinkId, SinkFilter> binding : listening.entrySet()) {
                    if (binding.getValue().matches(signal)) {
                        insert.setString(1, Delivery.id(signal.signalId(), binding.getKey()));
                        insert.setString(2, signal.signalId().value());
                        insert.setString(3, binding.getKey().value());
                        insert.setTimestamp(4, Timestamp.from(now));
                        insert.setString(5, signals.get(signal).traceparent().orElse(null));
                        insert.addBatch();
                        owed++;
                    }
                }
            }
            insert.executeBatch();
        }
        return owed;
    }

    /** The active bindings for which something is due and that may be called. */
    List<SinkId> due(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select sink_id from router.sink s"
                + " join router.pace p using (sink_id) where s.state = 'active'"
                + " and greatest(p.not_before, p.probing_until) <= ? and exists"
                + " (select 1 from router.delivery d where d.sink_id = s.sink_id and d.state = 'pending'"
                + " and d.due_at <= ?)")) {
            select.setTimestamp(1, Timestamp.from(now));
            select.setTimestamp(2, Timestamp.from(now));
            List<SinkId> due = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    due.add(new SinkId(row.getString(1)));
                }
            }
            return due;
        }
    }

    /** Gives up what is owed to bindings that have ended. */
    int abandonEnded(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update router.delivery set state = 'exhausted', last_result = 'its sink has ended' where state = 'pending'"
                        + " and sink_id in (select sink_id from router.sink where state <> 'active')")) {
            return update.executeUpdate();
        }
    }

    /**
     * Takes the oldest due deliveries of a binding on, so that nobody else does while the lease lasts: those whose signals
     * are of the same connection and kind of subject as the first, for these share what is asked of their source.
     */
    List<Claimed> claim(Connection connection, SinkId sink, int most, Instant now, Duration lease) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                // as a subquery it could be asked once for each row, and take more than its limit
                "with next as materialized (select delivery_id, signal_id, due_at from router.delivery"
                        + " where sink_id = ? and state = 'pending' and due_at <= ? order by due_at limit ?"
                        + " for update skip locked), about as (select next.*, s.document, s.position, s.raised_at, jsonb_build_array("
                        + "s.document -> 'connection_id', s.document #> '{subject,kind}',"
                        + " s.document #> '{subject,group_type}') as asker from next join router.signal s"
                        + " using (signal_id)) update router.delivery d set due_at = ? from about"
                        + " where d.delivery_id = about.delivery_id and about.asker ="
                        + " (select asker from about order by due_at, position limit 1)"
                        + " returning d.delivery_id, d.attempts, about.document::text, about.position, about.raised_at,"
                        + " d.traceparent")) {
            update.setString(1, sink.value());
            update.setTimestamp(2, Timestamp.from(now));
            update.setInt(3, most);
            update.setTimestamp(4, Timestamp.from(now.plus(lease)));
            SortedMap<Long, Claimed> claimed = new TreeMap<>();
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    Signal signal = Json.read(row.getString(3), Signal.class);
                    Instant raisedAt = row.getTimestamp(5).toInstant();
                    Cause cause = Cause.stored(row.getString(6));
                    claimed.put(
                            row.getLong(4),
                            new Claimed(row.getString(1), sink, row.getInt(2), signal, raisedAt, cause));
                }
            }
            return List.copyOf(claimed.values());
        }
    }

    /** What is due and nobody has taken on yet, the oldest first, without taking it on. */
    List<Signal> next(Connection connection, SinkId sink, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select s.document::text from router.delivery d"
                + " join router.signal s using (signal_id) where d.sink_id = ? and d.state = 'pending'"
                + " and d.due_at <= ? order by d.due_at limit " + MOST_LOOKED_AT)) {
            select.setString(1, sink.value());
            select.setTimestamp(2, Timestamp.from(now));
            List<Signal> next = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    next.add(Json.read(row.getString(1), Signal.class));
                }
            }
            return next;
        }
    }

    /** Writes down an attempt and what it makes of its delivery. */
    void settle(Connection connection, Claimed claimed, Attempted attempted, Settlement settlement)
            throws SQLException {
        log(connection, claimed, attempted);
        try (PreparedStatement update =
                connection.prepareStatement("update router.delivery set state = ?, attempts = ?, due_at = ?,"
                        + " last_result = ? where delivery_id = ? and state = 'pending'")) {
            update.setString(1, settlement.state().stored());
            update.setInt(2, claimed.attempts() + 1);
            update.setTimestamp(
                    3,
                    Timestamp.from(attempted.endedAt().plus(settlement.nextIn().orElse(Duration.ZERO))));
            update.setString(4, attempted.result().said());
            update.setString(5, claimed.deliveryId());
            update.executeUpdate();
        }
    }

    private static void log(Connection connection, Claimed claimed, Attempted attempted) throws SQLException {
        AttemptResult result = attempted.result();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into router.attempt (delivery_id, at, status, result, millis) values (?, ?, ?, ?, ?)")) {
            insert.setString(1, claimed.deliveryId());
            insert.setTimestamp(2, Timestamp.from(attempted.startedAt()));
            if (result.status().isPresent()) {
                insert.setInt(3, result.status().getAsInt());
            } else {
                insert.setNull(3, Types.INTEGER);
            }
            insert.setString(4, result.said());
            insert.setInt(5, attempted.millis());
            insert.executeUpdate();
        }
    }

    /** A delivery that this instance has taken on, with what is to be delivered. */
    record Claimed(String deliveryId, SinkId sinkId, int attempts, Signal signal, Instant raisedAt, Cause cause) {
        SignalId signalId() {
            return signal.signalId();
        }
    }
}
