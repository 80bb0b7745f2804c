package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Set;

/** Where a hypothesis is in its life, and where it may go from there. */
public enum HypothesisState {
    @JsonProperty("proposed")
    PROPOSED,
    @JsonProperty("backtesting")
    BACKTESTING,
    @JsonProperty("scored")
    SCORED,
    @JsonProperty("approved")
    APPROVED,
    @JsonProperty("live")
    LIVE,
    @JsonProperty("paused")
    PAUSED,
    @JsonProperty("retired")
    RETIRED,
    @JsonProperty("rejected")
    REJECTED;

    /** The states that may follow this one; a scored hypothesis can be tested again. */
    public Set<HypothesisState> next() {
        return switch (this) {
            case PROPOSED -> Set.of(BACKTESTING, REJECTED);
            case BACKTESTING -> Set.of(SCORED, PROPOSED);
            case SCORED -> Set.of(APPROVED, REJECTED, BACKTESTING);
            case APPROVED -> Set.of(LIVE, RETIRED);
            case LIVE -> Set.of(PAUSED, RETIRED);
            case PAUSED -> Set.of(LIVE, RETIRED);
            case RETIRED, REJECTED -> Set.of();
        };
    }

    public boolean mayBecome(HypothesisState state) {
        return next().contains(state);
    }

    /** The states in which what is claimed may be changed; the next version begins as proposed. */
    public static Set<HypothesisState> editable() {
        return Set.of(PROPOSED, SCORED, PAUSED);
    }

    /** Whether nothing follows it. */
    public boolean over() {
        return next().isEmpty();
    }

    /** Whether its events are read and its subjects matched. */
    public boolean matched() {
        return this == APPROVED || this == LIVE;
    }
}
