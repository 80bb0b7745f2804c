package io.beton.model.backtest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a history is read for. */
public enum Purpose {
    @JsonProperty("explore")
    EXPLORE,
    @JsonProperty("backtest")
    BACKTEST,
    @JsonProperty("warm_up")
    WARM_UP
}
