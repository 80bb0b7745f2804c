package io.beton.router.delivery;

import io.beton.kit.store.Page;
import io.beton.model.InvalidMember;
import io.beton.model.id.SignalId;
import io.beton.model.id.SinkId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What people ask of deliveries.
 *
 * <p>Reads: the tables {@code delivery} and {@code attempt}. Writes: makes a delivery due again. On failure: throws,
 * and the caller's transaction rolls back.
 */
@Singleton
final class DeliveryQuery {
    private static final String COLUMNS =
            "select position, delivery_id, signal_id, sink_id, state, attempts, due_at, last_result from router.delivery ";

    /** The deliveries after a position, the oldest first; each filter counts only where it is given. */
    List<Positioned> page(Connection connection, Filter filter, Page.Cut cut) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS
                + "where position > ? and (?::text is null or signal_id = ?) and (?::text is null or sink_id = ?)"
                + " and (?::text is null or state = ?) order by position limit ?")) {
            String signal = filter.signal().map(SignalId::value).orElse(null);
            String sink = filter.sink().map(SinkId::value).orElse(null);
            String state = filter.state().map(Delivery.State::stored).orElse(null);
            select.setLong(1, cut.after());
            select.setString(2, signal);
            select.setString(3, signal);
            select.setString(4, sink);
            select.setString(5, sink);
            select.setString(6, state);
            select.setString(7, state);
            select.setInt(8, cut.read());
            List<Positioned> page = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    page.add(new Positioned(row.getLong(1), read(row)));
                }
            }
            return page;
        }
    }

    /** A delivery with its attempts. */
    Optional<Delivery> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + "where delivery_id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row).with(attempts(connection, id))) : Optional.empty();
            }
        }
    }

    /**
     * Makes a settled delivery to an active binding due again; false where it is not settled or has no such binding.
     */
    boolean replay(Connection connection, String id, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update router.delivery set state = 'pending', attempts = 0, due_at = ? where delivery_id = ?"
                        + " and state <> 'pending'"
                        + " and sink_id in (select sink_id from router.sink where state = 'active')")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, id);
            return update.executeUpdate() == 1;
        }
    }

    /** Makes all settled deliveries of a kind to active bindings due again; says how many there were. */
    int replay(Connection connection, Replay replay, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update router.delivery d set state = 'pending', attempts = 0, due_at = ? from router.signal g"
                        + " where g.signal_id = d.signal_id and d.state = ? and g.raised_at >= ? and g.raised_at < ?"
                        + " and (?::text is null or d.sink_id = ?)"
                        + " and d.sink_id in (select sink_id from router.sink where state = 'active')")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setString(2, replay.state().stored());
            update.setTimestamp(3, Timestamp.from(replay.since()));
            update.setTimestamp(4, Timestamp.from(replay.until().orElse(now)));
            update.setString(5, replay.sinkId().map(SinkId::value).orElse(null));
            update.setString(6, replay.sinkId().map(SinkId::value).orElse(null));
            return update.executeUpdate();
        }
    }

    private static List<Delivery.Attempt> attempts(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select at, status, result, millis from router.attempt where delivery_id = ? order by at")) {
            select.setString(1, id);
            List<Delivery.Attempt> attempts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int status = row.getInt(2);
                    attempts.add(new Delivery.Attempt(
                            row.getTimestamp(1).toInstant(),
                            row.wasNull() ? OptionalInt.empty() : OptionalInt.of(status),
                            row.getString(3),
                            row.getInt(4)));
                }
            }
            return attempts;
        }
    }

    private static Delivery read(ResultSet row) throws SQLException {
        Delivery.State state = Delivery.State.of(row.getString(5));
        Instant dueAt = row.getTimestamp(7).toInstant();
        return new Delivery(
                row.getString(2),
                new SignalId(row.getString(3)),
                new SinkId(row.getString(4)),
                state,
                row.getInt(6),
                state == Delivery.State.PENDING ? Optional.of(dueAt) : Optional.empty(),
                Optional.ofNullable(row.getString(8)),
                List.of());
    }

    /** Which deliveries are asked for. */
    record Filter(Optional<SignalId> signal, Optional<SinkId> sink, Optional<Delivery.State> state) {}

    /** Which deliveries are made due again, by the time at which their signals were raised. */
    record Replay(Optional<SinkId> sinkId, Delivery.State state, Instant since, Optional<Instant> until) {
        Replay {
            sinkId = sinkId == null ? Optional.empty() : sinkId;
            state = state == null ? Delivery.State.EXHAUSTED : state;
            since = since == null ? Instant.EPOCH : since;
            until = until == null ? Optional.empty() : until;
            InvalidMember.check(
                    state != Delivery.State.PENDING,
                    "state",
                    "`state` must be `exhausted` or `delivered`; what is pending is attempted by itself");
        }
    }

    /** A delivery with its place in the order of owing. */
    record Positioned(long position, Delivery delivery) {}
}
