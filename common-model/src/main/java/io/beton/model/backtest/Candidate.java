package io.beton.model.backtest;

import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.id.HypothesisId;

/**
 * A claim to score, under the name that its report shall carry.
 *
 * @param searched whether a search chose it, so that only its holdout may judge it
 * @param tried how many candidates that search tried; 1 where a person wrote it
 */
public record Candidate(HypothesisId hypothesisId, int version, Claim claim, Bar bar, boolean searched, int tried) {
    public Candidate {
        InvalidMember.require(hypothesisId, "hypothesis_id");
        InvalidMember.require(claim, "claim");
        InvalidMember.require(bar, "bar");
        InvalidMember.check(version >= 1, "version", "`version` starts at 1");
        InvalidMember.check(tried >= 1, "tried", "`tried` must be 1 or more");
    }
}
