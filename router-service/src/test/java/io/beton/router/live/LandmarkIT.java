package io.beton.router.live;

import static io.beton.router.World.event;
import static io.beton.router.World.somebody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.model.Topics;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.beton.router.World;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conditions that wait for the end of their window, and designs that ask again and again, with broker and database. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class LandmarkIT extends RouterContract {
    private static final String ANCHORED = "{'design': 'anchored', 'anchor': {'event': 'signed_up'}, 'within_days': 1}";
    private static final String ABSENT = "{'count': {'event': 'invited'}, 'at_most': 0}";

    @Inject
    Matching matching;

    @BeforeEach
    void aConnectionOfItsOwn() {
        world = new World(publisher, new ConnectionId("con_" + UUID.randomUUID()));
    }

    @Test
    void anAbsenceIsToldOnceItsWindowIsOverAndNothingOfItCanComeAnyMore() {
        // Given
        hypothesis = world.hypothesis(ABSENT, ANCHORED);
        SubjectId quiet = somebody(0);
        SubjectId late = somebody(0);
        SubjectId before = somebody(0);
        world.approve(hypothesis, event(before, "signed_up", -30));
        world.live(event(quiet, "signed_up", 1), event(late, "signed_up", 1));
        world.arrived(25.9);
        awaitConsumed();
        assertThat(signalled()).isEmpty();

        // When
        world.live(event(late, "invited", 24.9));
        world.arrived(26);
        awaitSignalled(quiet);
        world.arrived(26);
        world.arrived(50);
        awaitConsumed();

        // Then
        assertThat(signalled()).containsExactly(quiet.value());
        await().atMost(SOON).until(() -> kept(hypothesis, "due is not null") == 0);
        // an instance that takes over does not know who was asked
        Position takenOver = matching.position(List.of(new TopicPartition(Topics.EVENTS.name(), 0)));
        assertThat(takenOver.unasked()).isNotEmpty();
        while (!takenOver.unasked().isEmpty()) {
            Matching.Matched asked = matching.pass(takenOver);
            assertThat(asked.told().matches()).isZero();
            takenOver = asked.position();
        }
        assertThat(kept(hypothesis, "true")).isEqualTo(3);
    }

    @Test
    void aRollingDesignTellsTheFirstLandmarkOfACoolDownAndForgetsWhatNoLandmarkLooksAt() {
        // Given
        hypothesis = world.hypothesis(
                "{'count': {'event': 'invited'}, 'at_least': 2}", "{'design': 'rolling', 'lookback_days': 2}");
        SubjectId subject = somebody(1);
        world.approve(hypothesis);

        // When
        world.live(event(subject, "invited", 1), event(subject, "invited", 2));
        world.live(event(subject, "invited", 30));
        awaitSignalled(subject);
        world.arrived(31);
        world.live(event(subject, "invited", 30 * 24 + 30), event(subject, "invited", 30 * 24 + 31));
        await().atMost(SOON).until(() -> signalled().size() == 2);
        awaitConsumed();

        // Then
        assertThat(signalled()).containsExactly(subject.value(), subject.value());
        world.arrived(24 * 70);
        await().atMost(SOON).until(() -> kept(hypothesis, "true") == 0);
    }

    /** No event comes of them any more; time alone ends what is kept. */
    @Test
    void whatIsKeptOfASubjectExpiresWithItsWindow() {
        // Given
        hypothesis = world.hypothesis("{'count': {'event': 'invited'}, 'at_least': 3}", ANCHORED);
        SubjectId started = somebody(0);
        SubjectId unanchored = somebody(1);
        world.approve(hypothesis, event(started, "signed_up", -2), event(unanchored, "invited", -3));
        world.live(event(started, "invited", 1), event(unanchored, "invited", 2));
        awaitConsumed();
        assertThat(kept(hypothesis, "octet_length(r.states) > 40")).isEqualTo(2);

        // When
        world.arrived(24);

        // Then
        await().atMost(SOON).until(() -> kept(hypothesis, "octet_length(r.states) > 11") == 0);
        assertThat(kept(hypothesis, "due is null")).isEqualTo(1);
        assertThat(kept(hypothesis, "true")).isEqualTo(1);
    }

    /** Silence in a rolling window of somebody who was active in it. */
    @Test
    void aDeferredRollingDesignAsksAtEachLandmark() {
        // Given
        hypothesis = world.hypothesis(
                "{'trend': {'event': 'invited'}, 'change': 'drop', 'percent': 50, 'min_events': 2}",
                "{'design': 'rolling', 'every_days': 1, 'lookback_days': 2}");
        SubjectId subject = somebody(2);
        world.approve(hypothesis);

        // When
        world.active(subject, 3, 4);
        world.live(event(subject, "invited", 3), event(subject, "invited", 4));
        world.arrived(48);
        awaitConsumed();
        assertThat(signalled()).isEmpty();
        world.arrived(49);

        // Then
        awaitSignalled(subject);
        assertThat(signalled()).hasSize(1);
    }
}
