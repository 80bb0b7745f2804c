package io.beton.hypothesis.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.hypothesis.Numbers;
import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.request.Span;
import io.beton.hypothesis.search.Finalist;
import io.beton.hypothesis.search.Idea;
import io.beton.hypothesis.search.Level;
import io.beton.hypothesis.search.Scored;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProposalTest {
    private static final Goal GOAL = new Goal(
            new GoalId("goal_1"),
            new ConnectionId("con_1"),
            "Subscribe",
            GoalKind.CONVERSION,
            Predicted.event(Selector.of("subscribed")),
            false,
            Optional.empty(),
            30,
            false,
            Bar.DEFAULT,
            Instant.EPOCH);
    private static final Exploration EXPLORATION = Exploration.asked(
                    new ExplorationId("exp_77"),
                    GOAL.goalId(),
                    Subject.PERSON,
                    new Span(Instant.EPOCH, 90),
                    Instant.EPOCH)
            .begun(Optional.empty())
            .asking(new RequestId("req_1"), level());
    private static final Claim INVITING = new Claim(
            Subject.PERSON,
            new Condition.Count(Selector.of("invite_sent"), 2),
            new Design.Anchored(Optional.of(Selector.of("signed_up")), 7),
            GOAL.predicted());
    private static final Finalist FINALIST = new Finalist(
            new Scored(17, new Idea(INVITING, List.of()), Numbers.score(Numbers.of(60, 150, 2))), "it stands out");

    @Test
    void aFinalistBecomesAHypothesisThatSaysHowItWasFound() {
        // When
        Proposal proposal = Proposal.of(EXPLORATION, List.of(FINALIST), GOAL, List.of());

        // Then
        assertThat(proposal.tested()).containsExactly(new HypothesisId("hyp_77_17"));
        assertThat(proposal.fresh()).singleElement().satisfies(hypothesis -> {
            assertThat(hypothesis.hypothesisId()).isEqualTo(new HypothesisId("hyp_77_17"));
            assertThat(hypothesis.hypothesis())
                    .isEqualTo("Users who send an invite at least 2 times within 7 days of signing up");
            assertThat(hypothesis.claim()).isEqualTo(INVITING);
            assertThat(hypothesis.status()).isEqualTo(HypothesisState.PROPOSED);
            assertThat(hypothesis.searched()).isTrue();
            assertThat(hypothesis.tried()).isEqualTo(320);
        });
        assertThat(proposal.kept())
                .containsExactly(new Exploration.Kept(
                        new HypothesisId("hyp_77_17"),
                        "Users who send an invite at least 2 times within 7 days of signing up",
                        "it stands out"));
    }

    @ParameterizedTest
    @EnumSource(HypothesisState.class)
    void whatWasProposedBeforeIsTestedAgainWhereNobodyHasDecidedOnIt(HypothesisState state) {
        // Given
        Hypothesis earlier = Proposal.of(EXPLORATION, List.of(FINALIST), GOAL, List.of())
                .fresh()
                .get(0)
                .approvedAt(Instant.EPOCH)
                .in(state);

        // When
        Proposal proposal = Proposal.of(EXPLORATION, List.of(FINALIST), GOAL, List.of(earlier));

        // Then
        assertThat(proposal.fresh()).isEmpty();
        boolean undecided = state == HypothesisState.PROPOSED || state == HypothesisState.SCORED;
        assertThat(proposal.tested()).hasSize(undecided ? 1 : 0);
        assertThat(proposal.decided())
                .extracting(Hypothesis::claim)
                .containsExactlyElementsOf(undecided ? List.of() : List.of(INVITING));
    }

    /** Of 320 claims. */
    private static Level level() {
        List<Idea> ideas = IntStream.rangeClosed(1, 320)
                .mapToObj(times -> new Condition.Count(Selector.of("invite_sent"), times))
                .map(condition -> new Claim(
                        Subject.PERSON, condition, new Design.Anchored(Optional.empty(), 7), GOAL.predicted()))
                .map(claim -> new Idea(claim, List.of()))
                .toList();
        return new Level(ideas, List.of(), 0, 0, false);
    }
}
