package io.beton.backtest.history;

import static io.beton.backtest.Histories.at;
import static io.beton.backtest.Histories.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.scoring.Scorer;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionHistoryTest {
    private static final SubjectId ANN = new SubjectId("ann");
    private static final Counts HIT = new Counts(1, 0, 0, 0);
    private static final Counts IDLE = new Counts(0, 0, 0, 1);
    private static final Counts FIRED = new Counts(0, 1, 0, 0);

    @Test
    void anEventTwiceIsOneEvent() {
        assertThat(full(twoInvites(), event("ann", 1, "in"), event("ann", 2, "invite"), event("ann", 2, "invite")))
                .isEqualTo(IDLE);
    }

    @Test
    void twoEventsAtOneInstantAreTwo() {
        assertThat(full(
                        twoInvites(),
                        event("ann", 1, "in"),
                        event("ann", 2, 2, "u1", "invite"),
                        event("ann", 2, 2, "u2", "invite")))
                .isEqualTo(FIRED);
    }

    @Test
    void ofDifferingCopiesTheFirstMadeCounts() {
        // Given: the same event, reported on day 2 and then again, later, as of day 30
        EventBatch.Event first = event("ann", 2, 3, "same", "invite");
        EventBatch.Event later = event("ann", 30, 4, "same", "invite");

        // Then
        assertThat(full(oneInvite(), event("ann", 1, "in"), first, later)).isEqualTo(FIRED);
        assertThat(full(oneInvite(), event("ann", 1, "in"), later, first)).isEqualTo(FIRED);
    }

    @Test
    void aCopyOutsideTheWindowDoesNotHideTheOneInside() {
        EventBatch.Event outside = event("ann", -1, 3, "same", "invite");
        EventBatch.Event inside = event("ann", 2, 4, "same", "invite");
        assertThat(full(oneInvite(), event("ann", 1, "in"), outside, inside)).isEqualTo(FIRED);
    }

    @Test
    void anOutcomeBeforeTheWindowLeavesTheSubjectOutForAYear() {
        assertThat(withEarlier(-1).alreadyConverted()).isEqualTo(1);
        assertThat(withEarlier(-365).alreadyConverted()).isEqualTo(1);
        assertThat(withEarlier(-365.001).full().counts()).isEqualTo(HIT);
        assertThat(withEarlier(0).full().counts()).isEqualTo(HIT);
    }

    @Test
    void moreSelectorsThanALongHasBitsAreToldApart() {
        // Given
        int selectors = 130;
        PartitionHistory history = new PartitionHistory(Histories.request(
                "req_1",
                Purpose.BACKTEST,
                IntStream.range(0, selectors)
                        .mapToObj(i -> new Claim(
                                Subject.PERSON,
                                new Condition.Count(Selector.of("thing" + i), 1),
                                new Design.Anchored(Optional.of(Selector.of("in")), 7),
                                Outcome.of(Selector.of("paid"), 30)))
                        .map(claim -> Histories.candidate("hyp_1", claim, false))
                        .toArray(Candidate[]::new)));
        // When: every event matches two of them
        history.add(Histories.batch(IntStream.range(0, selectors)
                .boxed()
                .flatMap(i -> Stream.of(
                        event("subject" + i, 1, "in"),
                        event("subject" + i, 2, "thing" + i, "thing" + (i + 70) % selectors)))
                .toList()));
        // Then
        assertThat(Scorer.score(history))
                .hasSize(selectors)
                .allSatisfy(counts -> assertThat(counts.full().counts()).isEqualTo(new Counts(0, 2, 0, 128)));
    }

    @Test
    void anEarlierOutcomeTakesMemoryForItselfAndNotForOthers() {
        // Given
        List<Claim> claims = IntStream.range(0, 300)
                .mapToObj(i -> new Claim(
                        Subject.PERSON,
                        new Condition.Count(Selector.of("invite"), 1),
                        new Design.Anchored(Optional.of(Selector.of("in")), 7),
                        Outcome.of(Selector.of("outcome " + i), 30)))
                .toList();
        PartitionHistory history = new PartitionHistory(Histories.request(
                "req_1",
                Purpose.BACKTEST,
                claims.stream()
                        .map(claim -> Histories.candidate("hyp_1", claim, false))
                        .toArray(Candidate[]::new)));
        EventBatch.EarlierOutcome earlier =
                new EventBatch.EarlierOutcome(ANN, Selector.of("outcome 7").id(), at(-1));
        history.add(batch(List.of(), Map.of(), List.of()));
        history.add(Histories.batch(List.of(event("ann", 2, "in"))));
        long before = history.bytes();
        // When
        history.add(batch(List.of(), Map.of(), List.of(earlier)));
        // Then
        assertThat(history.bytes() - before).isEqualTo(2 * Long.BYTES);
        assertThat(Scorer.score(history).stream().mapToLong(CandidateCounts::alreadyConverted))
                .containsOnlyOnce(1L)
                .hasSize(300);
    }

    @Test
    void firstSeenIsTheFirstActivityInTheWindowOfSubjectsMadeInIt() {
        assertThat(firstSeen(0, 1).full().counts()).isEqualTo(HIT);
        assertThat(firstSeen(-0.001, 1).full().counts()).isEqualTo(Counts.NONE);
        assertThat(firstSeen(0.5, 4).full().counts()).isEqualTo(new Counts(0, 0, 1, 0));
    }

    @Test
    void subjectsWhoseTimeOfCreationIsUnknownHaveNoObservation() {
        // Given
        PartitionHistory history = new PartitionHistory(request(seen()));
        history.add(Histories.batch(List.of(event("ann", 2, "invite"), event("ann", 10, "paid"))));
        history.add(batch(List.of(new EventBatch.Activity(ANN, at(1), at(1))), Map.of(), List.of()));

        // Then
        assertThat(Scorer.score(history).get(0)).isEqualTo(CandidateCounts.NONE);
    }

    @Test
    void selectorsThatNobodyAskedForAreIgnored() {
        assertThat(full(oneInvite(), event("ann", 1, "in", "other"), event("ann", 2, "invite", "strange")))
                .isEqualTo(FIRED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manySubjectsInAnyOrderCountTheSame(long seed) {
        // Given
        List<EventBatch.Event> events = new ArrayList<>();
        for (int subject = 0; subject < 3000; subject++) {
            String name = "subject" + subject;
            events.add(event(name, 1, "in"));
            if (subject % 2 == 0) {
                events.add(event(name, 2, "invite"));
            }
            if (subject % 3 == 0) {
                events.add(event(name, 20, "paid"));
            }
        }
        Collections.shuffle(events, new Random(seed));

        // When
        PartitionHistory history = new PartitionHistory(request(oneInvite()));
        history.add(Histories.batch(events));
        history.add(Histories.batch(events));

        // Then
        assertThat(history.events()).isEqualTo(3000 + 1500 + 1000);
        assertThat(history.subjects()).isEqualTo(3000);
        assertThat(history.bytes()).isGreaterThan(history.events() * 40);
        assertThat(Scorer.score(history).get(0).full().counts()).isEqualTo(new Counts(500, 1000, 500, 1000));
    }

    private static CandidateCounts withEarlier(double day) {
        PartitionHistory history = new PartitionHistory(request(oneInvite()));
        history.add(
                Histories.batch(List.of(event("ann", 1, "in"), event("ann", 2, "invite"), event("ann", 9, "paid"))));
        history.add(batch(
                List.of(),
                Map.of(),
                List.of(new EventBatch.EarlierOutcome(ANN, Selector.of("paid").id(), at(day)))));
        return Scorer.score(history).get(0);
    }

    private static CandidateCounts firstSeen(double created, double seen) {
        PartitionHistory history = new PartitionHistory(request(seen()));
        history.add(Histories.batch(List.of(event("ann", 2, "invite"), event("ann", 20, "paid"))));
        history.add(batch(
                List.of(
                        new EventBatch.Activity(ANN, at(seen + 1), at(seen + 2)),
                        new EventBatch.Activity(ANN, at(seen), at(seen)),
                        new EventBatch.Activity(ANN, at(-2), at(-1))),
                Map.of(ANN, at(created)),
                List.of()));
        return Scorer.score(history).get(0);
    }

    private static Counts full(Claim claim, EventBatch.Event... events) {
        PartitionHistory history = new PartitionHistory(request(claim));
        for (EventBatch.Event event : events) {
            history.add(Histories.batch(List.of(event)));
        }
        return Scorer.score(history).get(0).full().counts();
    }

    private static EventBatch batch(
            List<EventBatch.Activity> activity, Map<SubjectId, Long> born, List<EventBatch.EarlierOutcome> earlier) {
        return new EventBatch(Histories.CONNECTION, -1, List.of(), activity, born, earlier);
    }

    private static HistoryRequest request(Claim claim) {
        return Histories.request("req_1", Purpose.BACKTEST, Histories.candidate("hyp_1", claim, false));
    }

    private static Claim oneInvite() {
        return claim(1, Optional.of(Selector.of("in")));
    }

    private static Claim twoInvites() {
        return claim(2, Optional.of(Selector.of("in")));
    }

    private static Claim seen() {
        return claim(1, Optional.empty());
    }

    private static Claim claim(int invites, Optional<Selector> anchor) {
        return new Claim(
                Subject.PERSON,
                new Condition.Count(Selector.of("invite"), invites),
                new Design.Anchored(anchor, 7),
                Outcome.of(Selector.of("paid"), 30));
    }
}
