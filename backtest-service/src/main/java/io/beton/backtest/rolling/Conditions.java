package io.beton.backtest.rolling;

import io.beton.backtest.postings.Composites;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Steps;
import io.beton.backtest.postings.Truth;
import io.beton.backtest.track.Tracks;
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
    private final Tracks tracks;

    Conditions(SealedHistory history, Steps steps, Landmarks landmarks) {
        this.history = history;
        this.steps = steps;
        this.landmarks = landmarks;
        this.tracks = new Tracks(history, steps);
    }

    /** Where a condition fires; an eager one is asked at the events that it names. */
    Truth firing(Condition condition) {
        return condition.deferred()
                ? of(condition)
                : steps.once(
                        new Eager(landmarks.design(), condition),
                        () -> new Tracked.AtEvents(landmarks, tracks.of(condition)));
    }

    @Override
    protected Truth of(Condition condition) {
        return steps.once(new Deferred(landmarks.design(), condition), () -> condition.as(this));
    }

    @Override
    public Truth count(Condition.Count count) {
        return atLandmarks(count);
    }

    @Override
    public Truth distinctDays(Distinct.Days days) {
        return atLandmarks(days);
    }

    @Override
    public Truth distinctValues(Distinct.Values values) {
        return atLandmarks(values);
    }

    @Override
    public Truth sequence(Sequence sequence) {
        return atLandmarks(sequence);
    }

    @Override
    public Truth trend(Trend trend) {
        return new Trends(landmarks, history.posting(trend.selector()), trend);
    }

    private Truth atLandmarks(Condition condition) {
        return new Tracked.AtLandmarks(landmarks, tracks.of(condition));
    }

    private record Eager(Design.Rolling design, Condition condition) {}

    private record Deferred(Design.Rolling design, Condition condition) {}
}
