package io.beton.backtest.verdict;

import io.beton.model.backtest.Verdict;
import java.util.List;

/** A verdict with its reasons, one short sentence each. */
public record Judgement(Verdict verdict, List<String> reasons) {
    public Judgement {
        reasons = List.copyOf(reasons);
    }
}
