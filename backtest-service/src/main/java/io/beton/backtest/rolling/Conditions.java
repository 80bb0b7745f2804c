package io.beton.backtest.rolling;

import io.beton.backtest.postings.Composites;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Steps;
import io.beton.backtest.postings.Truth;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;

/** The steps that answer a condition at the landmarks of a rolling design, over the whole days before each. */
final class Conditions extends Composites {
    private final SealedHistory history;
    private final Steps steps;
    private final Landmarks landmarks;

    Conditions(SealedHistory history, Steps steps, Landmarks landmarks) {
        this.history = history;
        this.steps = steps;
        this.landmarks = landmarks;
    }

    /** Where a condition fires. */
    Truth firing(Condition condition) {
        return condition.deferred()
                ? of(condition)
                : steps.once(new Eager(landmarks.design(), condition), () -> atEvents(condition));
    }

    /** An eager condition on more than one posting is asked at the events of all of them. */
    private Truth atEvents(Condition condition) {
        if (condition instanceof Condition.Count count) {
            return new EagerTruths.Matches(landmarks, history.posting(count.selector()), count.atLeast());
        }
        if (condition instanceof Distinct.Days days) {
            return new EagerTruths.MatchDays(landmarks, history.posting(days.selector()), days.atLeast());
        }
        return new AskedTruth.AtEvents(landmarks, history, condition);
    }

    @Override
    protected Truth of(Condition condition) {
        return steps.once(new Deferred(landmarks.design(), condition), () -> condition.as(this));
    }

    @Override
    public Truth count(Condition.Count count) {
        return new DeferredTruths.Matches(landmarks, history.posting(count.selector()), count.atLeast());
    }

    @Override
    public Truth distinctDays(Distinct.Days days) {
        return new DeferredTruths.MatchDays(landmarks, history.posting(days.selector()), days.atLeast());
    }

    @Override
    public Truth distinctValues(Distinct.Values values) {
        return new AskedTruth.AtLandmarks(landmarks, history, values);
    }

    @Override
    public Truth sequence(Sequence sequence) {
        return new AskedTruth.AtLandmarks(landmarks, history, sequence);
    }

    @Override
    public Truth trend(Trend trend) {
        return new DeferredTruths.Changed(landmarks, history.posting(trend.selector()), trend);
    }

    private record Eager(Design.Rolling design, Condition condition) {}

    private record Deferred(Design.Rolling design, Condition condition) {}
}
