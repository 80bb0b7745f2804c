package io.beton.model.match;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;
import java.util.List;

/** The one meaning of a condition: whether it holds over a subject's events in {@code [from, to)}. */
public interface Matcher {

    boolean holds(SubjectEvents events, long from, long to);

    static Matcher of(Condition condition, Numbering numbers) {
        return condition.as(new Forms(numbers));
    }

    /**
     * The matcher of a condition that only grows truer with time, so that the time at which it becomes true says all.
     */
    interface Eager extends Matcher {

        /** The timestamp of the event that makes the condition true, or {@link Times#NEVER}. */
        long firstTrue(SubjectEvents events, long from, long to);

        @Override
        default boolean holds(SubjectEvents events, long from, long to) {
            return firstTrue(events, from, to) != Times.NEVER;
        }
    }

    /** Finds the matcher of each kind of condition. */
    final class Forms implements Condition.Form<Matcher> {
        private final Numbering numbers;

        private Forms(Numbering numbers) {
            this.numbers = numbers;
        }

        @Override
        public Matcher count(Condition.Count count) {
            return new CountMatchers.AtLeast(numbers.of(count.selector()), count.atLeast());
        }

        @Override
        public Matcher atMost(Condition.AtMost atMost) {
            return new CountMatchers.AtMost(numbers.of(atMost.selector()), atMost.atMost());
        }

        @Override
        public Matcher distinctDays(Distinct.Days days) {
            return new DistinctMatchers.Days(numbers.of(days.selector()), days.atLeast());
        }

        @Override
        public Matcher distinctValues(Distinct.Values values) {
            return new DistinctMatchers.Values(
                    numbers.of(values.selector()),
                    numbers.of(values.counted().findFirst().orElseThrow()),
                    values.atLeast());
        }

        @Override
        public Matcher sequence(Sequence sequence) {
            int[] steps = sequence.steps().stream().mapToInt(numbers::of).toArray();
            long longest =
                    sequence.withinHours().isPresent() ? sequence.withinHours().getAsInt() * Times.HOUR : Times.NEVER;
            return new SequenceMatcher(steps, longest);
        }

        @Override
        public Matcher trend(Trend trend) {
            return new CountMatchers.Changed(numbers.of(trend.selector()), trend);
        }

        @Override
        public Matcher allOf(Condition.AllOf all) {
            return all.deferred()
                    ? new CompositeMatchers.All(parts(all.conditions()))
                    : new CompositeMatchers.EagerAll(eagerParts(all.conditions()));
        }

        @Override
        public Matcher anyOf(Condition.AnyOf any) {
            return any.deferred()
                    ? new CompositeMatchers.Any(parts(any.conditions()))
                    : new CompositeMatchers.EagerAny(eagerParts(any.conditions()));
        }

        @Override
        public Matcher not(Not not) {
            return new CompositeMatchers.Not(not.condition().as(this));
        }

        private Matcher[] parts(List<Condition> conditions) {
            return conditions.stream().map(part -> part.as(this)).toArray(Matcher[]::new);
        }

        private Eager[] eagerParts(List<Condition> conditions) {
            return conditions.stream().map(part -> (Eager) part.as(this)).toArray(Eager[]::new);
        }
    }
}
