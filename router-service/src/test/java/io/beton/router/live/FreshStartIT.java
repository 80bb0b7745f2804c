package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.kit.kafka.TopicFollowers;
import io.beton.kit.store.Database;
import io.beton.model.Topics;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** An instance that starts, whose view of the hypotheses begins with what they were long ago. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class FreshStartIT extends RouterContract {

    @Inject
    TopicFollowers followers;

    @Inject
    DeletedConnections connections;

    @Inject
    Database database;

    @Inject
    PartitionLayout layout;

    @Inject
    OffsetStore offsets;

    @Inject
    ArrivedStore arrived;

    @Inject
    StateStore states;

    @Inject
    WarmStore warmMarks;

    @Inject
    Telling telling;

    @Inject
    Steps steps;

    @Inject
    LiveConfig config;

    @Inject
    Clock clock;

    @Test
    void whatIsPausedByNowIsKnownToBeSoBeforeAnybodyIsJudged() {
        // Given
        world.begin(hypothesis);
        world.publish(hypothesis.in(HypothesisState.PAUSED));
        HypothesesView fresh = new HypothesesView(followers, connections, config);
        Matching matching = new Matching(
                database, layout, offsets, arrived, states, warmMarks, telling, fresh, steps, config, clock);
        // When
        matching.position(List.of(new TopicPartition(Topics.EVENTS.name(), 0)));
        // Then
        assertThat(fresh.knows(VersionKey.of(hypothesis))).isTrue();
        assertThat(fresh.find(hypothesis.hypothesisId())).isEmpty();
    }
}
