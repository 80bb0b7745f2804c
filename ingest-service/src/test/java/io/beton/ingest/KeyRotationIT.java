package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.ingest.connection.MasterKeys;
import io.beton.ingest.posthog.Endpoint;
import io.beton.ingest.store.ConnectionStore;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The master key changes; the keys that it sealed do not. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class KeyRotationIT extends PolledConnection {
    private static final String OLD = StandInServer.MASTER_KEY;
    private static final String NEW = MasterKeys.of(7);

    @Inject
    ConnectionStore store;

    private ConnectionId id;

    /** Its first poll is over, so that the service itself, which knows the old key alone, looks no more. */
    @BeforeEach
    void known() {
        id = new ConnectionId(connection);
    }

    @AfterEach
    void back() {
        MasterKeys.start(store, OLD, List.of(NEW));
    }

    @Test
    void whatAFormerKeySealedIsSealedAnewAndReadWithoutIt() {
        // Given
        byte[] before = sealed();

        // When
        MasterKeys.Started first = MasterKeys.start(store, NEW, List.of(OLD));
        byte[] after = sealed();
        MasterKeys.Started second = MasterKeys.start(store, NEW, List.of());

        // Then
        assertThat(first.renewed()).isPositive();
        assertThat(after).isNotEqualTo(before);
        assertThat(second.renewed()).isZero();
        assertThat(second.connections().endpoint(id).map(Endpoint::key))
                .hasValueSatisfying(key -> assertThat(key.reveal()).isEqualTo(StandInServer.KEY));
        assertThat(facts().state()).isEqualTo(ConnectionFacts.State.CONNECTED);
    }

    @Test
    void aKeyThatCannotBeOpenedBreaksItsConnectionUntilItCan() {
        // Given
        byte[] before = sealed();

        // When
        MasterKeys.Started without = MasterKeys.start(store, NEW, List.of());
        Optional<Endpoint> unread = without.connections().endpoint(id);
        ConnectionFacts broken = facts();
        MasterKeys.Started with = MasterKeys.start(store, NEW, List.of(OLD));

        // Then
        assertThat(unread).isEmpty();
        assertThat(broken.state()).isEqualTo(ConnectionFacts.State.BROKEN);
        assertThat(broken.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("beton.ingest.former-master-keys", "PATCH"));
        assertThat(with.connections().endpoint(id)).isPresent();
        assertThat(sealed()).isNotEqualTo(before);
        assertThat(facts().state()).isEqualTo(ConnectionFacts.State.CONNECTED);
    }

    @Test
    void aKeyThatWasTamperedWithBreaksItsConnectionWhenItIsReadAndANewKeyMendsIt() {
        // Given
        store.change(id, stored -> {
            byte[] tampered = stored.sealedKey().orElseThrow().clone();
            tampered[tampered.length - 1] ^= 1;
            return new ConnectionStore.Stored(stored.facts(), Optional.of(tampered));
        });

        // When
        Api.post("/" + connection + "/sync");
        await().atMost(TopicTail.PATIENCE).until(() -> facts().state() == ConnectionFacts.State.BROKEN);
        Api.patch(connection, Map.of("api_key", StandInServer.KEY));

        // Then
        assertThat(facts().state()).isEqualTo(ConnectionFacts.State.CONNECTED);
    }

    private ConnectionFacts facts() {
        return store.find(id).orElseThrow().facts();
    }

    private byte[] sealed() {
        return store.find(id).flatMap(ConnectionStore.Stored::sealedKey).orElseThrow();
    }
}
