package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a goal is about: buying, buying more, or leaving. */
public enum GoalKind {
    @JsonProperty("conversion")
    CONVERSION,
    @JsonProperty("expansion")
    EXPANSION,
    @JsonProperty("churn")
    CHURN
}
