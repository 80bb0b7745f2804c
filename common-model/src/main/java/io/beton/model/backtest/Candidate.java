package io.beton.model.backtest;

import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.id.HypothesisId;
import java.util.Optional;

/**
 * A claim to score, under the name that its report shall carry.
 *
 * @param searched whether a search chose it, so that only its holdout may judge it
 * @param tried how many candidates that search tried; 1 where a person wrote it
 * @param family whom its q is corrected among: the candidates of the request that name the same one
 * @param watch the signals of a live hypothesis of which a re-test shall say how many came true
 */
public record Candidate(
        HypothesisId hypothesisId,
        int version,
        Claim claim,
        Bar bar,
        boolean searched,
        int tried,
        Optional<String> family,
        Optional<Watch> watch) {
    public Candidate {
        InvalidMember.require(hypothesisId, "hypothesis_id");
        InvalidMember.require(claim, "claim");
        InvalidMember.require(bar, "bar");
        InvalidMember.check(version >= 1, "version", "`version` starts at 1");
        InvalidMember.check(tried >= 1, "tried", "`tried` must be 1 or more");
        family = family == null ? Optional.empty() : family;
        watch = watch == null ? Optional.empty() : watch;
    }

    /** One of which no signals are looked at. */
    public Candidate(HypothesisId hypothesisId, int version, Claim claim, Bar bar, boolean searched, int tried) {
        this(hypothesisId, version, claim, bar, searched, tried, Optional.empty(), Optional.empty());
    }

    /** The same, of a family. */
    public Candidate of(String name) {
        return new Candidate(hypothesisId, version, claim, bar, searched, tried, Optional.of(name), watch);
    }

    /** The same, with a look at its signals. */
    public Candidate watching(Watch signals) {
        return new Candidate(hypothesisId, version, claim, bar, searched, tried, family, Optional.of(signals));
    }
}
