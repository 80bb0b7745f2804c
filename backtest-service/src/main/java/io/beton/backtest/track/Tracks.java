package io.beton.backtest.track;

import io.beton.backtest.postings.Matches;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.postings.Steps;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;
import io.beton.model.match.Times;
import java.util.List;
import java.util.function.Function;

/** The tracks of eager conditions, each worked out once for all designs that ask for it. */
public final class Tracks implements Condition.Form<Track> {
    private final SealedHistory history;
    private final Steps steps;
    private final Object source;
    private final Function<Selector, Matches> matches;

    /** Of all matches of a history. */
    public Tracks(SealedHistory history, Steps steps) {
        this(history, steps, SealedHistory.class, history::posting);
    }

    /**
     * @param source what the matches are of, equal for equal ones
     * @param matches of a selector
     */
    public Tracks(SealedHistory history, Steps steps, Object source, Function<Selector, Matches> matches) {
        this.history = history;
        this.steps = steps;
        this.source = source;
        this.matches = matches;
    }

    /** @param condition that is eager */
    public Track of(Condition condition) {
        return steps.once(new TrackOf(source, condition), () -> condition.as(this));
    }

    @Override
    public Track count(Condition.Count count) {
        return new Simple.Count(matches.apply(count.selector()), count.atLeast());
    }

    @Override
    public Track distinctDays(Distinct.Days days) {
        return new Simple.MatchDays(matches.apply(days.selector()), history.days(), days.atLeast());
    }

    @Override
    public Track distinctValues(Distinct.Values values) {
        return new Simple.MatchValues(
                matches.apply(values.selector()), history.column(values.property()), values.atLeast());
    }

    @Override
    public Track sequence(Sequence sequence) {
        long longest =
                sequence.withinHours().isPresent() ? sequence.withinHours().getAsInt() * Times.HOUR : Times.NEVER;
        return new Chain(sequence.steps().stream().map(matches).toArray(Matches[]::new), longest);
    }

    @Override
    public Track allOf(Condition.AllOf all) {
        return new Combined(parts(all.conditions()), true);
    }

    @Override
    public Track anyOf(Condition.AnyOf any) {
        return new Combined(parts(any.conditions()), false);
    }

    @Override
    public Track atMost(Condition.AtMost atMost) {
        throw deferred(atMost);
    }

    @Override
    public Track trend(Trend trend) {
        throw deferred(trend);
    }

    @Override
    public Track not(Not not) {
        throw deferred(not);
    }

    private Track[] parts(List<Condition> conditions) {
        return conditions.stream().map(this::of).toArray(Track[]::new);
    }

    private static IllegalStateException deferred(Condition condition) {
        return new IllegalStateException(
                "[track] no stretch of time tells when a deferred condition holds: " + condition);
    }

    private record TrackOf(Object source, Condition condition) {}
}
