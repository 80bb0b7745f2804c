package io.beton.router.pace;

import io.beton.model.id.SinkId;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.Rate;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The pace of each binding, for all instances of this service together.
 *
 * <p>Reads and writes: the table {@code pace}. On failure: throws, and the caller's transaction rolls back.
 */
@Singleton
public final class PaceStore {
    private static final String COLUMNS =
            "select sink_id, free_at, not_before, failures, probing_until from router.pace where ";

    private final PacePolicy policy;

    PaceStore(PacePolicy policy) {
        this.policy = policy;
    }

    /** Lets a new binding be called from now on. */
    public void add(Connection connection, SinkId sink, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into router.pace (sink_id, free_at, not_before) values (?, ?, ?)")) {
            insert.setString(1, sink.value());
            insert.setTimestamp(2, Timestamp.from(now));
            insert.setTimestamp(3, Timestamp.from(now));
            insert.executeUpdate();
        }
    }

    /**
     * What an attempt that begins now changes, to be {@link #keep kept} where it does begin; nothing where none may. Others
     * wait with theirs until this transaction is over, where it makes a difference to them.
     */
    public Optional<Begun> begin(Connection connection, SinkId sink, Rate rate, Instant now, Duration longest)
            throws SQLException {
        Pace seen = load(connection, "sink_id = ?", sink).get(sink);
        Optional<Pace> begun = policy.begin(seen, rate, now, longest);
        if (begun.isEmpty() || begun.get().equals(seen)) {
            // it is not locked: to write it down would undo what others have noted since
            return begun.map(same -> new Begun(Optional.empty()));
        }
        return policy.begin(load(connection, "sink_id = ? for update", sink).get(sink), rate, now, longest)
                .map(next -> new Begun(Optional.of(next)));
    }

    /** Notes how an attempt ended; nothing is known of that where the binding was not called. */
    public void ended(Connection connection, SinkId sink, Optional<AttemptResult> result, Instant now)
            throws SQLException {
        UnaryOperator<Pace> next =
                pace -> result.map(known -> policy.ended(pace, known, now)).orElseGet(() -> policy.uncalled(pace, now));
        Pace seen = load(connection, "sink_id = ?", sink).get(sink);
        if (!next.apply(seen).equals(seen)) {
            Pace locked = load(connection, "sink_id = ? for update", sink).get(sink);
            keep(connection, sink, next.apply(locked));
        }
    }

    /** The circuit breakers of bindings. */
    public Map<SinkId, Pace.Circuit> circuits(Connection connection, List<SinkId> sinks, Instant now)
            throws SQLException {
        Map<SinkId, Pace.Circuit> circuits = new HashMap<>();
        load(connection, "sink_id = any (?)", sinks.toArray(SinkId[]::new))
                .forEach((sink, pace) -> circuits.put(sink, policy.circuit(pace, now)));
        return circuits;
    }

    private static Map<SinkId, Pace> load(Connection connection, String which, SinkId... sinks) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + which)) {
            if (which.contains("any")) {
                select.setArray(
                        1,
                        connection.createArrayOf(
                                "text",
                                List.of(sinks).stream().map(SinkId::value).toArray()));
            } else {
                select.setString(1, sinks[0].value());
            }
            Map<SinkId, Pace> found = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(
                            new SinkId(row.getString(1)),
                            new Pace(
                                    row.getTimestamp(2).toInstant(),
                                    row.getTimestamp(3).toInstant(),
                                    row.getInt(4),
                                    row.getTimestamp(5).toInstant()));
                }
            }
            return found;
        }
    }

    /** An attempt that may begin, and the pace that it makes, where that differs. */
    public record Begun(Optional<Pace> changed) {}

    /** Writes a pace down where it has changed. */
    public void keep(Connection connection, SinkId sink, Pace pace) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update router.pace set (free_at, not_before, failures, probing_until) = (?, ?, ?, ?) where sink_id = ?"
                        + " and (free_at, not_before, failures, probing_until) is distinct from (?, ?, ?, ?)")) {
            for (int first : new int[] {1, 6}) {
                update.setTimestamp(first, Timestamp.from(pace.freeAt()));
                update.setTimestamp(first + 1, Timestamp.from(pace.notBefore()));
                update.setInt(first + 2, pace.failures());
                update.setTimestamp(first + 3, Timestamp.from(pace.probingUntil()));
            }
            update.setString(5, sink.value());
            update.executeUpdate();
        }
    }
}
