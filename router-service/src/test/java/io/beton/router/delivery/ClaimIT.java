package io.beton.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.kit.store.Database;
import io.beton.model.id.SignalId;
import io.beton.model.id.SinkId;
import io.beton.router.DeliveryContract;
import io.beton.router.RouterProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What goes into one attempt can be asked of one source in one question. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class ClaimIT extends DeliveryContract {
    /** So far ahead that nobody but the test takes anything on. */
    private static final Instant THEN = Instant.parse("2100-01-01T00:00:00Z");

    private static final String PERSON = "{\"kind\": \"person\", \"id\": \"ann\"}";
    private static final String GROUP = "{\"kind\": \"group\", \"group_type\": \"company\", \"id\": \"acme\"}";

    @Inject
    DeliveryStore deliveries;

    @Inject
    Database database;

    @Test
    void signalsOfOneConnectionAndKindOfSubjectAreTakenOnTogether() {
        // Given
        SinkId sink = new SinkId(sink(receiver.url()));
        SignalId first = owed(sink, "con_a", PERSON, 0);
        SignalId elsewhere = owed(sink, "con_b", PERSON, 1);
        SignalId group = owed(sink, "con_a", GROUP, 2);
        SignalId alike = owed(sink, "con_a", PERSON, 3);
        // When
        List<List<SignalId>> turns = new ArrayList<>();
        for (int turn = 0; turn < 4; turn++) {
            turns.add(claim(sink));
        }
        // Then
        assertThat(turns).containsExactly(List.of(first, alike), List.of(elsewhere), List.of(group), List.of());
    }

    private List<SignalId> claim(SinkId sink) {
        return database
                .transaction(connection ->
                        deliveries.claim(connection, sink, 20, THEN.plusSeconds(60), Duration.ofMinutes(1)))
                .stream()
                .map(DeliveryStore.Claimed::signalId)
                .toList();
    }

    private SignalId owed(SinkId sink, String connection, String subject, int second) {
        SignalId id = new SignalId(UUID.randomUUID().toString());
        update(
                "insert into router.signal (signal_id, hypothesis_id, document, raised_at) values (?, ?, ?::jsonb, now())",
                id.value(),
                hypothesis.hypothesisId().value(),
                """
                {"signal_id": "%s", "hypothesis_id": "%s", "hypothesis_version": 1, "hypothesis": "Who stays",
                 "type": "churn", "connection_id": "%s", "subject": %s, "fired_at": "2026-11-01T00:00:00Z",
                 "events": [], "backtest": {"window_days": 90, "sample_size": 7}}
                """.formatted(id, hypothesis.hypothesisId(), connection, subject));
        update(
                "insert into router.delivery (delivery_id, signal_id, sink_id, state, due_at) values (?, ?, ?, 'pending', ?)",
                Delivery.id(id, sink),
                id.value(),
                sink.value(),
                Timestamp.from(THEN.plusSeconds(second)));
        return id;
    }
}
