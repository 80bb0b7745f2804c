package io.beton.ingest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.ingest.limit.IngestDatabase;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.id.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class TaxonomyStoreIT {
    private static final ConnectionId ONE = new ConnectionId("con_one");

    private final DataSource database = IngestDatabase.fresh();
    private final TaxonomyStore store = new TaxonomyStore(database);
    private final TaxonomyStore otherInstance = new TaxonomyStore(database);
    private final List<String> read = new ArrayList<>();

    @Test
    void oneInstanceAtATimeReadsATaxonomyAndAnotherOneAfterItFailed() {
        // When
        store.alone(ONE, () -> {
            read.add("one");
            otherInstance.alone(ONE, () -> read.add("one, too"));
            otherInstance.alone(new ConnectionId("con_other"), () -> read.add("other"));
        });
        assertThatThrownBy(() -> store.alone(ONE, () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        otherInstance.alone(ONE, () -> read.add("one again"));

        // Then
        assertThat(read).containsExactly("one", "other", "one again");
    }

    @Test
    void whatWasReadWithoutValuesThatAreAllowedByThenIsReadAgain() {
        // Given
        Instant now = Instant.parse("2026-11-26T08:00:00Z");
        new ConnectionStore(database).add(new ConnectionStore.Stored(allowing(now), Optional.empty()), 0);
        Taxonomy taxonomy = new Taxonomy(ONE, now, List.of(), List.of(), List.of(), List.of());

        // When
        store.save(taxonomy, false);
        Optional<Instant> before = store.readAt(ONE);
        store.save(taxonomy, true);

        // Then
        assertThat(before).contains(Instant.EPOCH);
        assertThat(store.readAt(ONE)).contains(now);
    }

    private static ConnectionFacts allowing(Instant now) {
        return new ConnectionFacts(
                ONE,
                "Acme",
                "https://eu.posthog.com",
                "1",
                "Acme",
                "UTC",
                Duration.ofMinutes(5),
                ConnectionFacts.State.CONNECTED,
                Optional.empty(),
                now,
                true);
    }
}
