package io.beton.hypothesis.proposal;

import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.SearchScores;
import io.beton.model.backtest.Verdict;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Gives the explorer the scores of a search in the form in which it takes results: on discovery, not judged. */
@Singleton
public final class SearchResults {
    private final ExplorationStore store;
    private final Explorer explorer;

    SearchResults(ExplorationStore store, Explorer explorer) {
        this.store = store;
        this.explorer = explorer;
    }

    /** Takes scores of one request; those that nobody waits for are passed over. */
    public void take(Connection sql, SearchScores scores) throws SQLException {
        Optional<Exploration> reading = store.lockReading(sql, scores.requestId());
        if (reading.isPresent()) {
            explorer.counted(sql, scores.requestId(), results(reading.get(), scores));
        }
    }

    private static List<BacktestResult> results(Exploration exploration, SearchScores scores) {
        if (scores.failure().isPresent()) {
            return List.of(result(exploration, scores, 0, Optional.empty()));
        }
        return IntStream.range(0, scores.scores().size())
                .mapToObj(i -> result(
                        exploration,
                        scores,
                        scores.from() + i,
                        Optional.of(report(exploration, scores.scores().get(i)))))
                .toList();
    }

    private static BacktestResult result(
            Exploration exploration, SearchScores scores, int position, Optional<Report> report) {
        return new BacktestResult(
                scores.requestId(),
                Purpose.EXPLORE,
                exploration.explorationId().candidate(position),
                1,
                position,
                scores.total(),
                report,
                scores.failure());
    }

    private static Report report(Exploration exploration, SearchScores.Score score) {
        Measures discovery = measures(score);
        return new Report(
                exploration.requestId(),
                1,
                exploration.asOf(),
                exploration.windowDays(),
                exploration.asOf(),
                discovery,
                1,
                exploration.tried(),
                0,
                0,
                discovery,
                discovery,
                Verdict.INCONCLUSIVE,
                List.of(),
                List.of());
    }

    private static Measures measures(SearchScores.Score score) {
        Counts counts = score.counts();
        return new Measures(
                share(counts.tp(), counts.fired()),
                share(counts.tp(), counts.positives()),
                share(counts.positives(), counts.all()),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                counts.all(),
                score.support(),
                counts,
                Optional.empty(),
                Optional.empty(),
                score.liftInterval(),
                1);
    }

    private static OptionalDouble share(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
