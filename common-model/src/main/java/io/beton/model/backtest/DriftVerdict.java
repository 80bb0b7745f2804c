package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The judgement on how the signals of a live hypothesis came true. */
public enum DriftVerdict {
    /** They came true too seldom. */
    @JsonProperty("drift")
    DRIFT,
    /** There is no proof of that. */
    @JsonProperty("holds")
    HOLDS,
    /** Too few were fired long enough ago. */
    @JsonProperty("too_few")
    TOO_FEW
}
