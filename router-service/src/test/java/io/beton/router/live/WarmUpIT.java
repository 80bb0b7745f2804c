package io.beton.router.live;

import static io.beton.router.World.event;
import static io.beton.router.World.somebody;
import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.beton.router.RouterContract;
import io.beton.router.RouterProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an approved hypothesis makes of the time before it was live. */
@QuarkusTest
@TestProfile(RouterProfile.class)
class WarmUpIT extends RouterContract {

    @Test
    void whoFiredBeforeTheApprovalIsNotSignalled() {
        // Given
        SubjectId member = somebody(1);
        SubjectId latecomer = somebody(1);
        // When
        world.approve(
                hypothesis,
                event(member, "signed_up", -20),
                event(member, "invited", -10),
                event(member, "invited", -9),
                event(latecomer, "signed_up", -20));
        world.live(event(member, "invited", 1), event(latecomer, "invited", 1), event(latecomer, "invited", 2));
        awaitSignalled(latecomer);
        awaitConsumed();
        // Then
        assertThat(signalled()).containsExactly(latecomer.value());
    }

    @Test
    void whoDidThreeOfFiveThingsBeforeTheApprovalFiresAtTheFifth() {
        // Given
        hypothesis = world.hypothesis(
                "{'count': {'event': 'invited'}, 'at_least': 5}",
                "{'design': 'anchored', 'anchor': {'event': 'signed_up'}, 'within_days': 7}");
        SubjectId subject = somebody(1);
        EventBatch.Event fourth = event(subject, "invited", 1);
        RequestId request = world.begin(hypothesis);
        world.live(fourth);
        world.history(
                request,
                event(subject, "signed_up", -20),
                event(subject, "invited", -10),
                event(subject, "invited", -9),
                event(subject, "invited", -8),
                fourth);
        world.end(request, Optional.empty(), 1);
        world.live(fourth);
        awaitConsumed();
        assertThat(signalled()).isEmpty();
        // When
        world.live(event(subject, "invited", 2));
        // Then
        awaitSignalled(subject);
        assertThat(number(
                        "select jsonb_array_length(document -> 'events') from router.signal where hypothesis_id = ?",
                        hypothesis.hypothesisId().value()))
                .isEqualTo(1 + 5);
    }

    @Test
    void aGroupIsNotThePersonThatBearsItsName() {
        // Given
        SubjectId subject = somebody(3);
        world.approve(hypothesis, event(subject, "signed_up", -5));
        EventBatch.Event first = event(subject, "invited", 1);
        EventBatch.Event second = event(subject, "invited", 2);
        // When
        world.live(3, world.batch(Subject.group("team"), first, second));
        awaitConsumed();
        assertThat(signalled()).isEmpty();
        world.live(first, second);
        awaitSignalled(subject);
        // Then
        assertThat(signalled()).containsExactly(subject.value());
    }

    @Test
    void liveEventsBeforeTheEndOfTheWarmUpAreKeptAndJudgedAtItsEnd() {
        // Given
        SubjectId subject = somebody(2);
        RequestId request = world.begin(hypothesis);
        world.live(event(subject, "invited", 2), event(subject, "invited", 3));
        world.history(request, event(subject, "signed_up", -5));
        awaitConsumed();
        assertThat(signalled()).isEmpty();
        // When
        world.end(request, Optional.empty(), 1);
        awaitSignalled(subject);
        // Then
        assertThat(signalled()).containsExactly(subject.value());
    }

    /** What happened in the pause was not read, so nobody is judged before it has been. */
    @Test
    void afterAPauseSubjectsAreJudgedOnceTheirHistoryIsWholeAgain() {
        // Given
        SubjectId subject = somebody(2);
        SubjectId inThePause = somebody(2);
        world.approve(hypothesis, event(subject, "signed_up", -5), event(inThePause, "signed_up", -5));
        world.live(event(subject, "invited", 1));
        awaitConsumed();
        RequestId again = world.resume(hypothesis, 10);
        world.live(event(subject, "invited", 12));
        awaitConsumed();
        assertThat(signalled()).isEmpty();

        // When
        world.history(again, event(inThePause, "invited", 8), event(inThePause, "invited", 9));
        world.end(again, Optional.empty(), 1);

        // Then
        awaitSignalled(subject);
        awaitConsumed();
        assertThat(signalled()).containsExactly(subject.value());
    }

    /** Whether the warm-up failed or was too slow: nobody who fired while it was live is lost. */
    @Test
    void whoFiredBeforeAPauseIsSignalledAfterItWhereNobodyWasJudgedBefore() {
        // Given
        SubjectId subject = somebody(2);
        SubjectId inThePause = somebody(2);
        RequestId request = world.begin(hypothesis);
        world.end(request, Optional.of("over budget"), 0);
        EventBatch.Event[] before = {event(subject, "signed_up", -5), event(inThePause, "signed_up", -5)};
        EventBatch.Event[] invited = {event(subject, "invited", 1), event(subject, "invited", 2)};
        world.live(invited);
        awaitConsumed();
        assertThat(signalled()).isEmpty();

        // When
        RequestId again = world.resume(hypothesis, 3, 10);
        world.history(again, before);
        world.history(again, invited);
        world.history(again, event(inThePause, "invited", 3), event(inThePause, "invited", 4));
        world.end(again, Optional.empty(), 3);

        // Then
        awaitSignalled(subject);
        awaitConsumed();
        assertThat(signalled()).containsExactly(subject.value());
        assertThat(number(
                        "select count(*) from router.member where hypothesis_id = ? and subject = ?",
                        hypothesis.hypothesisId().value(),
                        inThePause.value()))
                .isEqualTo(1);
        assertThat(number(
                        "select count(*) from router.member where hypothesis_id = ?",
                        hypothesis.hypothesisId().value()))
                .isEqualTo(1);
    }

    @Test
    void aFailedWarmUpSignalsNobody() {
        // Given
        SubjectId subject = somebody(2);
        RequestId request = world.begin(hypothesis);
        world.history(request, event(subject, "signed_up", -5));
        // When
        world.end(request, Optional.of("over budget"), 1);
        world.live(event(subject, "invited", 2), event(subject, "invited", 3));
        awaitConsumed();
        // Then
        assertThat(signalled()).isEmpty();
    }
}
