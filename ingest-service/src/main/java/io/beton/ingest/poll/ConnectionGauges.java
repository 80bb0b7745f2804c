package io.beton.ingest.poll;

import io.beton.kit.store.Database;
import io.beton.model.Json;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Shows of each connection that is not deleted its state, and when and how far it was read; the same on every replica.
 *
 * <p>Reads: the tables {@code connection} and {@code cursor}. Writes: nothing. On failure: the gauges stay as they were
 * until the next look, so that a connection looks the later the longer nobody can tell.
 */
@ApplicationScoped
class ConnectionGauges {
    private final Database database;
    private final MultiGauge states;
    private final MultiGauge synced;
    private final MultiGauge readUntil;
    private final MultiGauge intervals;

    ConnectionGauges(DataSource database, MeterRegistry meters) {
        this.database = new Database(database);
        this.states = MultiGauge.builder("beton.connection.state").register(meters);
        this.synced =
                MultiGauge.builder("beton.connection.synced.timestamp.seconds").register(meters);
        this.readUntil = MultiGauge.builder("beton.connection.read.until.timestamp.seconds")
                .register(meters);
        this.intervals =
                MultiGauge.builder("beton.connection.sync.interval.seconds").register(meters);
    }

    /** More often than anybody scrapes. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        List<Read> connections = database.transaction(ConnectionGauges::all).stream()
                .filter(read -> read.facts().state() != ConnectionFacts.State.DELETED)
                .toList();
        states.register(connections.stream().flatMap(Read::states).toList(), true);
        show(synced, connections, read -> seconds(read.syncedAt()));
        show(readUntil, connections, read -> seconds(read.until()));
        show(intervals, connections, read -> read.facts().syncEvery().toMillis() / 1e3);
    }

    private static void show(MultiGauge gauge, List<Read> connections, ToDoubleFunction<Read> value) {
        gauge.register(
                connections.stream()
                        .map(read -> MultiGauge.Row.of(read.tags(), value.applyAsDouble(read)))
                        .toList(),
                true);
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / 1e3;
    }

    private static List<Read> all(Connection sql) throws SQLException {
        try (PreparedStatement select = sql.prepareStatement("select c.facts, coalesce(r.polled_at, c.created_at),"
                        + " r.created_at from ingest.connection c join ingest.cursor r on r.connection = c.id");
                ResultSet row = select.executeQuery()) {
            List<Read> all = new ArrayList<>();
            while (row.next()) {
                all.add(new Read(
                        Json.read(row.getString(1), ConnectionFacts.class),
                        row.getTimestamp(2).toInstant(),
                        Times.instant(row.getLong(3))));
            }
            return all;
        }
    }

    /**
     * One connection.
     *
     * @param syncedAt when it was last read to its end; until then when it was made
     * @param until up to when everything that arrived has been read
     */
    private record Read(ConnectionFacts facts, Instant syncedAt, Instant until) {
        Tags tags() {
            ConnectionId id = facts.connectionId();
            return Tags.of("connection", id.value());
        }

        Stream<MultiGauge.Row<?>> states() {
            return Stream.of(ConnectionFacts.State.CONNECTED, ConnectionFacts.State.BROKEN)
                    .map(state -> MultiGauge.Row.of(
                            tags().and("state", state.name().toLowerCase(Locale.ROOT)),
                            facts.state() == state ? 1 : 0));
        }
    }
}
