package io.beton.backtest.anchored;

import io.beton.backtest.anchored.Columns.Column;
import io.beton.backtest.postings.Composites;
import io.beton.backtest.postings.Matches;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Steps;
import io.beton.backtest.postings.Truth;
import io.beton.backtest.track.Tracks;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;

/**
 * The steps that answer a condition over the windows of an anchored design: eager or deferred, an observation fires if
 * the condition holds over the whole window.
 */
final class Conditions extends Composites {
    private final SealedHistory history;
    private final Steps steps;
    private final Windows windows;
    private final Tracks tracks;

    Conditions(SealedHistory history, Steps steps, Windows windows) {
        this.history = history;
        this.steps = steps;
        this.windows = windows;
        this.tracks =
                windows.session() ? new Tracks(history, steps, windows, this::matches) : new Tracks(history, steps);
    }

    @Override
    protected Truth of(Condition condition) {
        return steps.once(new Answer(windows, condition), () -> condition.as(this));
    }

    @Override
    public Truth count(Condition.Count count) {
        return new Thresholds.AtLeast(countOf(count.selector(), 0, windows.length()), count.atLeast());
    }

    @Override
    public Truth distinctDays(Distinct.Days days) {
        Column column = steps.once(
                new DaysOf(windows, days.selector()),
                () -> new Columns.MatchDays(
                        windows, matches(days.selector()), history.days().windowStart()));
        return new Thresholds.AtLeast(column, days.atLeast());
    }

    @Override
    public Truth distinctValues(Distinct.Values values) {
        Column column = steps.once(
                new ValuesOf(windows, values.selector(), values.property()),
                () -> new Columns.MatchValues(
                        windows,
                        matches(values.selector()),
                        history.column(values.property()),
                        history.differentValues(values.property())));
        return new Thresholds.AtLeast(column, values.atLeast());
    }

    @Override
    public Truth sequence(Sequence sequence) {
        return new Within(windows, tracks.of(sequence));
    }

    /** Windows are whole days long, so their halves are whole microseconds. */
    @Override
    public Truth trend(Trend trend) {
        long half = windows.length() / 2;
        return new Thresholds.Changed(countOf(trend.selector(), 0, half), countOf(trend.selector(), half, half), trend);
    }

    private Column countOf(Selector selector, long behind, long length) {
        return steps.once(
                new MatchesOf(windows, selector, behind, length),
                () -> new Columns.MatchCount(windows, matches(selector), behind, length));
    }

    /** Where only a session counts, those of it. */
    private Matches matches(Selector selector) {
        return windows.session()
                ? steps.once(
                        new SessionOf(windows, selector),
                        () -> new InSession(
                                windows,
                                history.posting(selector),
                                history.column(CountedProperty.SESSION),
                                history.properties()))
                : history.posting(selector);
    }

    private record Answer(Windows windows, Condition condition) {}

    private record MatchesOf(Windows windows, Selector selector, long behind, long length) {}

    private record SessionOf(Windows windows, Selector selector) {}

    private record DaysOf(Windows windows, Selector selector) {}

    private record ValuesOf(Windows windows, Selector selector, String property) {}
}
