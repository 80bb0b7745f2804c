package io.beton.hypothesis.search;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The simpler conditions that hold wherever one holds, over one window: fewer times, without a filter, without a step or a
 * part. Each is given one step at a time.
 */
final class Weaker implements Condition.Form<Stream<Condition>> {
    private static final Weaker STEPS = new Weaker();

    private Weaker() {}

    /** All of them, in as many steps as there are. */
    static Set<Condition> than(Condition condition) {
        Set<Condition> all = new LinkedHashSet<>();
        List<Condition> open = new ArrayList<>(List.of(condition));
        while (!open.isEmpty()) {
            ordered(open.remove(open.size() - 1))
                    .as(STEPS)
                    .map(Weaker::ordered)
                    .filter(all::add)
                    .forEach(open::add);
        }
        return all;
    }

    /** The same, with the parts of a pair in one order whichever way they were put together. */
    static Condition ordered(Condition condition) {
        return condition instanceof Condition.AllOf all
                ? new Condition.AllOf(all.conditions().stream()
                        .sorted(Comparator.comparing(Condition::toString))
                        .toList())
                : condition;
    }

    @Override
    public Stream<Condition> count(Condition.Count count) {
        Stream<Condition> fewer = count.atLeast() == 1
                ? Stream.empty()
                : IntStream.range(1, count.atLeast()).mapToObj(times -> new Condition.Count(count.selector(), times));
        return Stream.concat(
                fewer, whole(count.selector()).map(selector -> new Condition.Count(selector, count.atLeast())));
    }

    @Override
    public Stream<Condition> distinctDays(Distinct.Days days) {
        Stream<Condition> fewer =
                IntStream.range(2, days.atLeast()).mapToObj(some -> new Distinct.Days(days.selector(), some));
        return Stream.concat(fewer, Stream.of(new Condition.Count(days.selector(), days.atLeast())));
    }

    @Override
    public Stream<Condition> sequence(Sequence sequence) {
        List<Selector> steps = sequence.steps();
        Stream<Condition> shorter = IntStream.range(0, steps.size()).mapToObj(i -> without(steps, i));
        Stream<Condition> wider = IntStream.range(0, steps.size())
                .boxed()
                .flatMap(i -> whole(steps.get(i)).map(selector -> with(steps, i, selector)));
        Stream<Condition> anyOrder = steps.size() == 2
                ? Stream.of(new Condition.AllOf(steps.stream()
                        .map(step -> (Condition) new Condition.Count(step, 1))
                        .toList()))
                : Stream.empty();
        return Stream.of(shorter, wider, anyOrder).flatMap(some -> some);
    }

    @Override
    public Stream<Condition> allOf(Condition.AllOf all) {
        List<Condition> parts = all.conditions();
        Stream<Condition> weakened = IntStream.range(0, parts.size())
                .boxed()
                .flatMap(i -> parts.get(i).as(this).map(part -> {
                    List<Condition> others = new ArrayList<>(parts);
                    others.set(i, part);
                    return new Condition.AllOf(others);
                }));
        return Stream.concat(parts.stream(), weakened);
    }

    @Override
    public Stream<Condition> atMost(Condition.AtMost atMost) {
        return Stream.empty();
    }

    @Override
    public Stream<Condition> distinctValues(Distinct.Values values) {
        return Stream.of(new Condition.Count(values.selector(), values.atLeast()));
    }

    /** Halves of a window are not the window. */
    @Override
    public Stream<Condition> trend(Trend trend) {
        return Stream.empty();
    }

    @Override
    public Stream<Condition> anyOf(Condition.AnyOf any) {
        return Stream.empty();
    }

    @Override
    public Stream<Condition> not(Not not) {
        return Stream.empty();
    }

    private static Stream<Selector> whole(Selector selector) {
        return selector.where().isEmpty() ? Stream.empty() : Stream.of(Selector.of(selector.event()));
    }

    private static Condition without(List<Selector> steps, int place) {
        List<Selector> others = new ArrayList<>(steps);
        others.remove(place);
        return others.size() == 1 ? new Condition.Count(others.get(0), 1) : new Sequence(others, OptionalInt.empty());
    }

    private static Condition with(List<Selector> steps, int place, Selector selector) {
        List<Selector> others = new ArrayList<>(steps);
        others.set(place, selector);
        return new Sequence(others, OptionalInt.empty());
    }
}
