package io.beton.model.match;

import io.beton.model.hypothesis.Condition;
import java.util.Arrays;
import java.util.List;

/**
 * The one meaning of a condition: when it first becomes true over a subject's events in {@code [from, to)}.
 *
 * <p>Eager conditions only grow truer with time, so the time at which one becomes true says all: {@code all_of} is the
 * latest of its parts, {@code any_of} the earliest.
 */
public abstract sealed class Matcher {

    /** The timestamp of the event that makes the condition true, or {@link Times#NEVER}. */
    public abstract long firstTrue(SubjectEvents events, long from, long to);

    public static Matcher of(Condition condition, SelectorNumbers numbers) {
        if (condition instanceof Condition.Count count) {
            return new Count(numbers.of(count.selector()), count.atLeast());
        }
        if (condition instanceof Condition.Sequence sequence) {
            int[] steps = sequence.steps().stream().mapToInt(numbers::of).toArray();
            long longest =
                    sequence.withinHours().isPresent() ? sequence.withinHours().getAsInt() * Times.HOUR : Times.NEVER;
            return new Sequence(steps, longest);
        }
        if (condition instanceof Condition.AllOf all) {
            return new AllOf(parts(all.conditions(), numbers));
        }
        return new AnyOf(parts(((Condition.AnyOf) condition).conditions(), numbers));
    }

    private static Matcher[] parts(List<Condition> conditions, SelectorNumbers numbers) {
        return conditions.stream().map(part -> of(part, numbers)).toArray(Matcher[]::new);
    }

    private static final class Count extends Matcher {
        private final int selector;
        private final int atLeast;

        Count(int selector, int atLeast) {
            this.selector = selector;
            this.atLeast = atLeast;
        }

        @Override
        public long firstTrue(SubjectEvents events, long from, long to) {
            long i = (long) events.indexFrom(selector, from) + atLeast - 1;
            if (i >= events.count(selector)) {
                return Times.NEVER;
            }
            long time = events.time(selector, (int) i);
            return time < to ? time : Times.NEVER;
        }
    }

    /** Walks all steps' matches in time order, keeping for each step the latest start of a chain that reached it. */
    private static final class Sequence extends Matcher {
        private static final long NONE = Long.MIN_VALUE;
        private final int[] steps;
        private final long longest;

        Sequence(int[] steps, long longest) {
            this.steps = steps;
            this.longest = longest;
        }

        @Override
        public long firstTrue(SubjectEvents events, long from, long to) {
            int[] next = new int[steps.length];
            long[] latestStart = new long[steps.length];
            Arrays.fill(latestStart, NONE);
            for (int step = 0; step < steps.length; step++) {
                next[step] = events.indexFrom(steps[step], from);
            }
            for (long now = earliest(events, next); now < to; now = earliest(events, next)) {
                if (advance(events, next, latestStart, now)) {
                    return now;
                }
            }
            return Times.NEVER;
        }

        private long earliest(SubjectEvents events, int[] next) {
            long earliest = Times.NEVER;
            for (int step = 0; step < steps.length; step++) {
                if (next[step] < events.count(steps[step])) {
                    earliest = Math.min(earliest, events.time(steps[step], next[step]));
                }
            }
            return earliest;
        }

        /** From the last step to the first, so that a chain grows only by an event strictly later than its end. */
        private boolean advance(SubjectEvents events, int[] next, long[] latestStart, long now) {
            boolean complete = false;
            for (int step = steps.length - 1; step >= 0; step--) {
                boolean matched = false;
                while (next[step] < events.count(steps[step]) && events.time(steps[step], next[step]) == now) {
                    next[step]++;
                    matched = true;
                }
                long start = step == 0 ? now : latestStart[step - 1];
                if (matched && start != NONE) {
                    latestStart[step] = Math.max(latestStart[step], start);
                    complete |= step == steps.length - 1 && now - start <= longest;
                }
            }
            return complete;
        }
    }

    private static final class AllOf extends Matcher {
        private final Matcher[] parts;

        AllOf(Matcher[] parts) {
            this.parts = parts;
        }

        @Override
        public long firstTrue(SubjectEvents events, long from, long to) {
            long latest = from;
            for (Matcher part : parts) {
                latest = Math.max(latest, part.firstTrue(events, from, to));
                if (latest == Times.NEVER) {
                    return Times.NEVER;
                }
            }
            return latest;
        }
    }

    private static final class AnyOf extends Matcher {
        private final Matcher[] parts;

        AnyOf(Matcher[] parts) {
            this.parts = parts;
        }

        @Override
        public long firstTrue(SubjectEvents events, long from, long to) {
            long earliest = Times.NEVER;
            for (Matcher part : parts) {
                earliest = Math.min(earliest, part.firstTrue(events, from, to));
            }
            return earliest;
        }
    }
}
