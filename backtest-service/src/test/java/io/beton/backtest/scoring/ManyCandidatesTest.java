package io.beton.backtest.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.backtest.history.PartitionHistory;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.id.RequestId;
import java.util.List;
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

    private static List<CandidateCounts> score(List<Claim> claims) {
        HistoryRequest request = new HistoryRequest(
                new RequestId("req_many"),
                Histories.CONNECTION,
                Purpose.BACKTEST,
                Histories.AS_OF,
                HistoryRequest.LONGEST_WINDOW,
                IntStream.range(0, claims.size())
                        .mapToObj(i -> candidate(claims.get(i), i))
                        .toList());
        PartitionHistory history = new PartitionHistory(request);
        history.add(Histories.activeBatch(WorkedExample.events()));
        return Scorer.score(history);
    }

    private static Candidate candidate(Claim claim, int i) {
        return Histories.candidate("hyp_" + i, claim, false);
    }
}
