package io.beton.router.signal;

import io.beton.kit.outbox.Outbox;
import io.beton.kit.store.Page;
import io.beton.kit.trace.Cause;
import io.beton.kit.trace.TracedRecords;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.SignalId;
import io.beton.model.signal.Signal;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The signals that were raised.
 *
 * <p>Reads and writes: the tables {@code signal} and {@code outbox}. On failure: throws, and the caller's transaction
 * rolls back.
 */
@Singleton
public final class SignalStore {
    private final Outbox outbox = new Outbox("router");

    /**
     * Stores signals and appends them to the outbox; returns those that were not there before, with what deliveries come
     * of.
     *
     * @param causes what the events of a connection came of
     */
    public Map<Signal, Cause> raise(
            Connection connection, List<Signal> signals, Function<ConnectionId, Cause> causes, Instant now)
            throws SQLException {
        Map<String, Signal> byId = new LinkedHashMap<>();
        signals.forEach(signal -> byId.put(signal.signalId().value(), signal));
        Map<Signal, Cause> fresh = new LinkedHashMap<>();
        try (PreparedStatement insert =
                connection.prepareStatement("insert into router.signal (signal_id, hypothesis_id, document, raised_at)"
                        + " select signal_id, hypothesis_id, document::jsonb, ?"
                        + " from unnest(?, ?, ?) as raised (signal_id, hypothesis_id, document)"
                        + " on conflict (signal_id) do nothing returning signal_id")) {
            insert.setTimestamp(1, Timestamp.from(now));
            insert.setArray(2, texts(connection, byId.keySet().stream().toList()));
            insert.setArray(
                    3,
                    texts(
                            connection,
                            byId.values().stream()
                                    .map(signal -> signal.hypothesisId().value())
                                    .toList()));
            insert.setArray(
                    4, texts(connection, byId.values().stream().map(Json::text).toList()));
            if (!byId.isEmpty()) {
                try (ResultSet row = insert.executeQuery()) {
                    while (row.next()) {
                        Signal signal = byId.get(row.getString(1));
                        fresh.put(signal, raised(signal, causes.apply(signal.connectionId())));
                    }
                }
            }
        }
        outbox.append(
                connection,
                fresh.entrySet().stream()
                        .map(raised -> CloudEvent.of(raised.getKey(), raised.getValue()))
                        .toList());
        return fresh;
    }

    private static Cause raised(Signal signal, Cause cause) {
        return TracedRecords.creating(Topics.SIGNALS.name(), cause)
                .about("connection", signal.connectionId())
                .about("hypothesis", signal.hypothesisId())
                .about("signal", signal.signalId())
                .done();
    }

    /** The signals after a position, the oldest first. */
    List<Positioned> page(Connection connection, Optional<HypothesisId> hypothesis, Page.Cut cut) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select position, document::text from router.signal where position > ?"
                        + " and (?::text is null or hypothesis_id = ?) order by position limit ?")) {
            select.setLong(1, cut.after());
            select.setString(2, hypothesis.map(HypothesisId::value).orElse(null));
            select.setString(3, hypothesis.map(HypothesisId::value).orElse(null));
            select.setInt(4, cut.read());
            List<Positioned> page = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    page.add(new Positioned(row.getLong(1), Json.read(row.getString(2), Signal.class)));
                }
            }
            return page;
        }
    }

    /** One signal, the latest where none is named. */
    public Optional<Signal> find(Connection connection, Optional<SignalId> signal) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select document::text from router.signal"
                + " where ?::text is null or signal_id = ? order by position desc limit 1")) {
            select.setString(1, signal.map(SignalId::value).orElse(null));
            select.setString(2, signal.map(SignalId::value).orElse(null));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Json.read(row.getString(1), Signal.class)) : Optional.empty();
            }
        }
    }

    private static java.sql.Array texts(Connection connection, List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray(String[]::new));
    }

    /** A signal with its place in the order of raising. */
    record Positioned(long position, Signal signal) {}
}
