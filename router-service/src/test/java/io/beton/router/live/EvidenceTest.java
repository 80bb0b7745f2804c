package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import io.beton.router.World;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final SubjectId ANN = new SubjectId("ann");
    private static final long APPROVED = Times.micros(World.APPROVED);

    @Test
    void ofDifferingCopiesTheFirstCountsAndEqualOnesMatchTogether() {
        // Given
        UUID uuid = UUID.randomUUID();
        MatchedEvent late = new MatchedEvent(1, 9, uuid, bits(0), Map.of());
        MatchedEvent early = new MatchedEvent(5, 8, uuid, bits(1), Map.of(0, 7L));
        MatchedEvent earlyForOthers = new MatchedEvent(5, 8, uuid, bits(2), Map.of(1, 6L));
        // When
        Evidence one = evidence(late, early, earlyForOthers);
        Evidence other = evidence(earlyForOthers, late, early);
        // Then
        assertThat(one).isEqualTo(other);
        assertThat(one.events()).containsExactly(new MatchedEvent(5, 8, uuid, bits(1, 2), Map.of(0, 7L, 1, 6L)));
    }

    @Test
    void evidenceIsBoundedAndAnchorAndCountSurvive() {
        // Given
        LiveHypothesis hypothesis = new LiveHypothesis(World.hypothesis("hyp_1"), 10);
        Evidence evidence = new Evidence();
        Stream.concat(
                        Stream.of(World.event(ANN, "invited", -200), World.event(ANN, "signed_up", -100)),
                        Stream.iterate(0, i -> i + 1).limit(40).map(i -> World.event(ANN, "invited", 7 * 24 + i)))
                .map(event -> hypothesis.concerning(event).orElseThrow())
                .forEach(evidence::add);
        // When
        hypothesis.bounded(new SubjectState.Open(evidence));
        evidence.add(hypothesis.concerning(World.event(ANN, "invited", 1)).orElseThrow());
        evidence.add(hypothesis.concerning(World.event(ANN, "invited", 2)).orElseThrow());
        // Then
        // with the one before the anchor, since an earlier anchor may come
        assertThat(evidence.size()).isEqualTo(1 + 1 + 2);
        assertThat(hypothesis
                        .judge(ANN, new SubjectState.Open(evidence), Rule.NOTHING_KNOWN)
                        .firings())
                .hasSize(1);
    }

    /** Of each day what the selector's own counts need, and of all days together the latest to spare. */
    @Test
    void whatOneSelectorCountsIsNotKeptOfAnother() {
        // Given
        LiveHypothesis hypothesis = new LiveHypothesis(
                World.hypothesis(
                        World.CONNECTION,
                        "{'any_of': [{'count': {'event': 'invited'}, 'at_least': 5},"
                                + " {'count': {'event': 'exported'}, 'at_least': 1}]}",
                        "{'design': 'rolling', 'every_days': 1, 'lookback_days': 28}"),
                3);
        Evidence evidence = new Evidence();
        for (int day = 1; day <= 10; day++) {
            for (int hour = 0; hour < 20; hour++) {
                for (String name : List.of("invited", "exported")) {
                    evidence.add(hypothesis
                            .concerning(World.event(ANN, name, -24 * day + hour))
                            .orElseThrow());
                }
            }
        }
        // When
        hypothesis.bounded(new SubjectState.Open(evidence));
        // Then
        int latest = 3;
        assertThat(evidence.size()).isEqualTo(10 * (5 + 1) + latest + latest);
    }

    @Test
    void whatLiesBeforeTheWindowOrMatchesOthersConcernsNobody() {
        // Given
        LiveHypothesis hypothesis = new LiveHypothesis(World.hypothesis("hyp_1"), 10);
        // Then
        assertThat(hypothesis.concerning(World.event(ANN, "invited", -90 * 24 - 1)))
                .isEmpty();
        assertThat(hypothesis.concerning(World.event(ANN, "invited", -90 * 24))).isPresent();
        assertThat(hypothesis.concerning(World.event(ANN, "subscribed", 1))).isEmpty();
    }

    @Test
    void nothingIsKeptOfSubjectsThatAreOlderThanTheWindow() {
        // Given
        LiveIndex index = new LiveIndex(List.of(new LiveHypothesis(firstSeen(), 10)));
        SubjectId old = new SubjectId("old");
        SubjectId young = new SubjectId("young");
        EventBatch batch = new EventBatch(
                World.CONNECTION,
                -1,
                List.of(),
                List.of(
                        new EventBatch.Activity(old, APPROVED, APPROVED),
                        new EventBatch.Activity(young, APPROVED, APPROVED)),
                Map.of(old, APPROVED - 91 * Times.DAY, young, APPROVED - Times.DAY),
                List.of());
        Touched touched = new Touched();
        // When
        touched.take(batch, 0, index);
        // Then
        assertThat(touched.keys()).extracting(StateKey::subject).containsExactly(young);
    }

    private static Hypothesis firstSeen() {
        Hypothesis anchored = World.hypothesis("hyp_1");
        String json = Json.text(anchored).replace("{\"event\":\"signed_up\"}", "\"first_seen\"");
        return Json.read(json, Hypothesis.class);
    }

    private static Evidence evidence(MatchedEvent... events) {
        Evidence evidence = new Evidence();
        Stream.of(events).forEach(evidence::add);
        return evidence;
    }

    private static BitSet bits(int... selectors) {
        BitSet bits = new BitSet();
        for (int selector : selectors) {
            bits.set(selector);
        }
        return bits;
    }
}
