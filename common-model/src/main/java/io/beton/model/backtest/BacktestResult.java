package io.beton.model.backtest;

import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.util.Optional;

/**
 * The end of one candidate's backtest: its report, or why there is none.
 *
 * @param position the candidate's place in the request, from 0
 * @param total how many candidates the request had, so that a reader knows when it has all results
 * @param realised how its signals came true, beside the report, where the candidate had a watch
 */
public record BacktestResult(
        RequestId requestId,
        Purpose purpose,
        HypothesisId hypothesisId,
        int version,
        int position,
        int total,
        Optional<Report> report,
        Optional<String> failure,
        Optional<Realised> realised) {
    public BacktestResult {
        realised = realised == null ? Optional.empty() : realised;
    }

    /** One without a look at signals. */
    public BacktestResult(
            RequestId requestId,
            Purpose purpose,
            HypothesisId hypothesisId,
            int version,
            int position,
            int total,
            Optional<Report> report,
            Optional<String> failure) {
        this(requestId, purpose, hypothesisId, version, position, total, report, failure, Optional.empty());
    }
}
