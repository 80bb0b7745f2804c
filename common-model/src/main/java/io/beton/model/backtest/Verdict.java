package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The judgement on a report; advice to a person. */
public enum Verdict {
    @JsonProperty("passed")
    PASSED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("inconclusive")
    INCONCLUSIVE
}
