package io.beton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.scoring.Scorer;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Claim;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the bench compares gives the same numbers, whichever way DuckDB is asked. */
class SameAnswersTest {
    private static final World WORLD = World.of(3_000, 60_000, 7);
    private static final List<Asked> ASKED = Asked.anchored(1_400).stream()
            .filter(asked -> asked.name() % 8 == 0)
            .toList();

    @Test
    void engineAndDuckDbAgreeOnEveryFormOfClaim() throws SQLException {
        Map<String, List<Claim>> forms = Tried.byForm(300);
        HistoryRequest request = Tried.request("req_forms", Purpose.BACKTEST, forms.values());
        List<CandidateCounts> counts = Scorer.score(SearchBench.sealed(WORLD, request));
        try (DuckDb duck = new DuckDb(WORLD)) {
            for (int i = 0; i < counts.size(); i += 5) {
                Claim claim = request.candidates().get(i).claim();
                assertThat(counts.get(i).full().counts()).as("%s", claim).isEqualTo(ClaimSql.counts(duck, claim));
            }
        }
        assertThat(forms).hasSize(17);
    }

    @Test
    void engineAndDuckDbAgree() throws SQLException {
        Engine engine = new Engine(WORLD);
        try (DuckDb duck = new DuckDb(WORLD)) {
            assertThat(Engine.score(engine.read(ASKED).sealed()))
                    .isEqualTo(duck.byHistogram(ASKED))
                    .startsWith(duck.anchored(ASKED.get(0)));
            assertThat(Engine.score(engine.read(ASKED.subList(0, 20)).sealed()))
                    .isEqualTo(duck.byColumns(ASKED.subList(0, 20)));
            assertThat(Engine.score(engine.read(List.of(Asked.daily())).sealed()))
                    .isEqualTo(List.of(duck.rolling(Asked.daily())));
        }
    }
}
