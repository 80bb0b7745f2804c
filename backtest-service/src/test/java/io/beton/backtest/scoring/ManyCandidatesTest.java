package io.beton.backtest.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.backtest.history.PartitionHistory;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More rolling claims, over more years, than fit into memory together are counted in turns, and come out the same. */
class ManyCandidatesTest {
    private static final int CANDIDATES = 360;

    @Test
    void turnsChangeNothing() {
        // Given
        List<Claim> claims = IntStream.range(0, CANDIDATES)
                .mapToObj(i -> new Claim(
                        WorkedExample.rolling().subject(),
                        WorkedExample.rolling().condition(),
                        new Design.Rolling(1 + i % 7, 7 + i % 300),
                        WorkedExample.rolling().outcome()))
                .toList();

        // When
        List<CandidateCounts> together = score(claims);

        // Then
        for (int i = 0; i < CANDIDATES; i += 50) {
            assertThat(together.get(i))
                    .isEqualTo(score(claims.subList(i, i + 1)).get(0));
        }
        assertThat(together)
                .hasSize(CANDIDATES)
                .anyMatch(counts -> counts.full().counts().tp() > 0);
    }

    @Test
    void differentValuesAreReckonedAmongTheMemoryOfAClaimThatTellsThemApart() {
        // Given
        int values = 3_000;
        Selector opened = Selector.of("opened");
        Claim claim = new Claim(
                Subject.PERSON,
                new Distinct.Values(opened, "file", 2),
                new Design.Anchored(Optional.of(opened), 7),
                Outcome.of(Selector.of("paid"), 30));
        PartitionHistory history =
                new PartitionHistory(Histories.request("req_values", Purpose.BACKTEST, candidate(claim, 0)));
        history.add(Histories.batch(IntStream.range(0, values)
                .mapToObj(i -> new EventBatch.Event(
                        new SubjectId("ann"),
                        Histories.at(1),
                        Histories.at(1),
                        new UUID(1, i),
                        Set.of(opened.id()),
                        Map.of("file", i + 1L)))
                .toList()));
        // Then
        assertThat(Plan.bytesOf(claim, history.seal())).isGreaterThan((long) values * Integer.BYTES);
    }

    @Test
    void aBitForEachDayOfEachSubjectIsReckonedToo() {
        // Given
        long fewDays = new PartitionHistory(request(List.of(WorkedExample.rolling()), 90)).bytesOf(0, 1);
        // When
        long manyDays = new PartitionHistory(request(List.of(WorkedExample.rolling()), HistoryRequest.LONGEST_WINDOW))
                .bytesOf(0, 1);
        // Then
        assertThat(manyDays - fewDays).isBetween((HistoryRequest.LONGEST_WINDOW - 90) / 8L - 16, 470L);
    }

    private static List<CandidateCounts> score(List<Claim> claims) {
        PartitionHistory history = new PartitionHistory(request(claims, HistoryRequest.LONGEST_WINDOW));
        history.add(Histories.activeBatch(WorkedExample.events()));
        return Scorer.score(history);
    }

    private static HistoryRequest request(List<Claim> claims, int windowDays) {
        return new HistoryRequest(
                new RequestId("req_many"),
                Histories.CONNECTION,
                Purpose.BACKTEST,
                Histories.AS_OF,
                windowDays,
                IntStream.range(0, claims.size())
                        .mapToObj(i -> candidate(claims.get(i), i))
                        .toList());
    }

    private static Candidate candidate(Claim claim, int i) {
        return Histories.candidate("hyp_" + i, claim, false);
    }
}
