package io.beton.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.ingest.posthog.ApiKey;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.posthog.GuestPostHog;
import io.beton.ingest.posthog.Patience;
import io.beton.ingest.posthog.Reading;
import io.beton.ingest.posthog.SourceFailure;
import io.beton.ingest.store.ConnectionStore;
import io.beton.ingest.store.ConnectionStore.Stored;
import io.beton.ingest.store.TestStores;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.ConnectionFacts.State;
import io.beton.model.id.ConnectionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection whose key PostHog refuses is left alone but for one look in 15 minutes, of all replicas together. */
class BrokenProbeIT {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final IngestConfig CONFIG = new SmallRyeConfigBuilder()
            .withMapping(IngestConfig.class)
            .withDefaultValue("beton.ingest.master-key", Base64.getEncoder().encodeToString(new byte[32]))
            .build()
            .getConfigMapping(IngestConfig.class);

    private final GuestPostHog postHog = new GuestPostHog();
    private final KeySeal seal = new KeySeal(CONFIG);
    private final ConnectionStore store = TestStores.connections(postHog.database());
    private final Connections connections =
            new Connections(store, seal, new KeyRenewal(store, seal, new SimpleMeterRegistry()), postHog.clock());
    private final List<BrokenProbe> replicas = List.of(probe(postHog.one()), probe(postHog.other()));
    private final ConnectionId id = new ConnectionId("con_" + System.nanoTime());

    @BeforeEach
    void breakIt() {
        ConnectionFacts facts = new ConnectionFacts(
                id,
                "Acme",
                postHog.url(),
                postHog.project(),
                "Acme",
                "UTC",
                Duration.ofMinutes(5),
                State.CONNECTED,
                Optional.empty(),
                postHog.clock().instant(),
                true);
        store.add(new Stored(facts, Optional.of(seal.seal(id, new ApiKey(GuestPostHog.KEY)))), 0);
        postHog.revokeKey();
        Endpoint endpoint = connections.endpoint(id).orElseThrow();
        try {
            postHog.one().source().all(Reading.of(id, endpoint, Patience.POLL), "event_definitions/");
        } catch (SourceFailure e) {
            connections.noteFailure(id, endpoint, e);
        }
    }

    @AfterEach
    void close() {
        store.change(
                id, stored -> new Stored(Facts.in(stored.facts(), State.DELETED, Optional.empty()), Optional.empty()));
        postHog.close();
    }

    @Test
    void oneLookInAQuarterOfAnHourAndItGoesOnByItself() {
        // Given
        int before = postHog.requests();

        // When
        lookFor(Duration.ofHours(2));
        int whileBroken = postHog.requests() - before;
        State stillBroken = state();
        postHog.allowKey();
        lookFor(Duration.ofMinutes(15));
        State mended = state();
        int untilMended = postHog.requests();
        lookFor(Duration.ofHours(1));

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(whileBroken).isEqualTo(8);
        assertThat(stillBroken).isEqualTo(State.BROKEN);
        assertThat(mended).isEqualTo(State.CONNECTED);
        assertThat(store.find(id).orElseThrow().facts().reason()).isEmpty();
        assertThat(postHog.requests()).isEqualTo(untilMended);
    }

    @Test
    void whatIsDeletedIsNotLookedAt() {
        // Given
        store.change(
                id, stored -> new Stored(Facts.in(stored.facts(), State.DELETED, Optional.empty()), Optional.empty()));
        int before = postHog.requests();

        // When
        lookFor(Duration.ofHours(1));

        // Then
        assertThat(postHog.requests()).isEqualTo(before);
        assertThat(state()).isEqualTo(State.DELETED);
    }

    private BrokenProbe probe(GuestPostHog.Replica replica) {
        return new BrokenProbe(
                connections,
                store,
                new ConnectionCheck(replica.source()),
                () -> Duration.ofMinutes(15),
                postHog.clock());
    }

    private State state() {
        return store.find(id).orElseThrow().facts().state();
    }

    private void lookFor(Duration duration) {
        for (Duration passed = Duration.ZERO; passed.compareTo(duration) < 0; passed = passed.plus(STEP)) {
            postHog.clock().forward(STEP);
            replicas.forEach(BrokenProbe::look);
        }
    }
}
