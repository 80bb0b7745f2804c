package io.beton.hypothesis.search;

import io.beton.model.backtest.Support;
import io.beton.model.hypothesis.Bar;

/** How much data discovery needs for the whole window to be enough for a goal's bar. */
record Minimum(double subjects, double fired, double positives) {
    /** Discovery is two thirds of a window. */
    private static final double SHARE = 2.0 / 3;

    static Minimum of(Bar bar) {
        return new Minimum(bar.minSampleSize() * SHARE, bar.minFired() * SHARE, bar.minPositives() * SHARE);
    }

    boolean met(Scored scored) {
        Support support = scored.score().support();
        return scored.counts().tp() > 0
                && support.subjects() >= subjects
                && support.fired() >= fired
                && support.positives() >= positives;
    }

    /** Whether something that fires for no more subjects than these can still meet it. */
    boolean reachable(Bound bound) {
        return bound.mostHits() > 0 && bound.mostHits() + bound.mostMisfires() >= fired;
    }

    long leastFired() {
        return (long) Math.ceil(fired);
    }
}
