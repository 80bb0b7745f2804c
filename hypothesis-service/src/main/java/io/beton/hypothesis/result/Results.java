package io.beton.hypothesis.result;

import io.beton.hypothesis.lifecycle.HypothesisLifecycle;
import io.beton.hypothesis.proposal.Explorer;
import io.beton.hypothesis.retest.Retests;
import io.beton.kit.store.Database;
import io.beton.kit.store.StoreFailure;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.SearchScores;
import io.beton.model.id.RequestId;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Gives each result to who asked for it, all results of one request in one transaction. */
@Singleton
final class Results {
    private static final Logger LOG = Logger.getLogger(Results.class);

    private final Explorer explorer;
    private final HypothesisLifecycle lifecycle;
    private final Retests retests;
    private final Database database;

    Results(Explorer explorer, HypothesisLifecycle lifecycle, Retests retests, Database database) {
        this.explorer = explorer;
        this.lifecycle = lifecycle;
        this.retests = retests;
        this.database = database;
    }

    void take(List<BacktestResult> results) {
        Map<RequestId, List<BacktestResult>> byRequest = results.stream()
                .collect(Collectors.groupingBy(BacktestResult::requestId, LinkedHashMap::new, Collectors.toList()));
        byRequest.forEach((request, some) -> take(request, some, some.get(0).purpose()));
    }

    /** A search that cannot go on must not stop the results behind it. */
    void take(SearchScores scores) {
        try {
            give(scores);
        } catch (StoreFailure e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.errorf(e, "search failed: request=%s", scores.requestId());
            give(scores.failed("the search cannot go on: " + e.getMessage()));
        }
    }

    private void give(SearchScores scores) {
        database.transaction(sql -> {
            explorer.scored(sql, scores);
            return scores;
        });
    }

    private void take(RequestId request, List<BacktestResult> results, Purpose purpose) {
        database.transaction(sql -> {
            switch (purpose) {
                case BACKTEST -> {
                    for (BacktestResult result : results) {
                        lifecycle.answered(sql, result);
                        retests.answered(sql, result);
                    }
                }
                case EXPLORE, WARM_UP -> {
                    // a search has scores, and the router counts nothing, so there is no result
                }
            }
            return results.size();
        });
    }
}
