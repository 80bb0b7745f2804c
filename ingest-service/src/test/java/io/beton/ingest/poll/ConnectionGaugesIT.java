package io.beton.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.ingest.limit.IngestDatabase;
import io.beton.ingest.store.ConnectionStore;
import io.beton.ingest.store.ConnectionStore.Stored;
import io.beton.ingest.store.TestStores;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.ConnectionFacts.State;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is shown of a connection from its making to its end. */
class ConnectionGaugesIT {
    private static final Instant MADE = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant POLLED = MADE.plusSeconds(600);

    private final ConnectionId id = new ConnectionId("con_shown");
    private final DataSource database = IngestDatabase.fresh();
    private final ConnectionStore store = TestStores.connections(database);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConnectionGauges gauges = new ConnectionGauges(database, meters);

    @Test
    void aConnectionShowsItsStateAndHowFarItIsReadUntilItIsDeleted() {
        // Given
        store.add(new Stored(facts(State.CONNECTED), Optional.empty()), Times.micros(MADE.minusSeconds(60)));

        // When, Then
        gauges.look();
        assertThat(state("connected")).isEqualTo(1);
        assertThat(state("broken")).isZero();
        assertThat(value("sync.interval.seconds")).isEqualTo(300);
        assertThat(value("synced.timestamp.seconds")).isEqualTo(MADE.getEpochSecond());
        assertThat(value("read.until.timestamp.seconds"))
                .isEqualTo(MADE.minusSeconds(60).getEpochSecond());

        try (CursorStore.Taken cursor =
                new CursorStore(database).take(id, Pass.LIVE).orElseThrow()) {
            cursor.advance(Times.micros(POLLED.minusSeconds(60)), Optional.of(POLLED), sql -> {});
        }
        becomes(State.BROKEN);
        gauges.look();
        assertThat(state("connected")).isZero();
        assertThat(state("broken")).isEqualTo(1);
        assertThat(value("synced.timestamp.seconds")).isEqualTo(POLLED.getEpochSecond());
        assertThat(value("read.until.timestamp.seconds"))
                .isEqualTo(POLLED.minusSeconds(60).getEpochSecond());

        becomes(State.DELETED);
        gauges.look();
        assertThat(meters.getMeters()).isEmpty();
    }

    private void becomes(State state) {
        store.change(id, stored -> new Stored(facts(state), Optional.empty()));
    }

    private double state(String state) {
        return meters.get("beton.connection.state")
                .tags("connection", id.value(), "state", state)
                .gauge()
                .value();
    }

    private double value(String name) {
        Gauge gauge = meters.get("beton.connection." + name)
                .tag("connection", id.value())
                .gauge();
        return gauge.value();
    }

    private ConnectionFacts facts(State state) {
        return new ConnectionFacts(
                id,
                "Acme",
                "https://eu.posthog.com",
                "1",
                "Acme",
                "UTC",
                Duration.ofMinutes(5),
                state,
                Optional.empty(),
                MADE,
                true);
    }
}
