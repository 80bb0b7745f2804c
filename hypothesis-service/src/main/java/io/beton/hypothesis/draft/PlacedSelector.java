package io.beton.hypothesis.draft;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Trend;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A selector with the place where a person wrote it, such as {@code condition.all_of.0.count}. */
record PlacedSelector(String member, Selector selector) {

    /** Those that tell who fires; the outcome is the goal's. */
    static List<PlacedSelector> of(Claim claim) {
        Stream<PlacedSelector> anchor =
                claim.anchor().stream().map(selector -> new PlacedSelector("design.anchor", selector));
        return Stream.concat(claim.condition().as(new Under("condition")), anchor)
                .toList();
    }

    /** What stands under a member. */
    private record Under(String member) implements Condition.Form<Stream<PlacedSelector>> {

        @Override
        public Stream<PlacedSelector> count(Condition.Count count) {
            return one("count", count.selector());
        }

        @Override
        public Stream<PlacedSelector> atMost(Condition.AtMost atMost) {
            return one("count", atMost.selector());
        }

        @Override
        public Stream<PlacedSelector> distinctDays(Distinct.Days days) {
            return one("of", days.selector());
        }

        @Override
        public Stream<PlacedSelector> distinctValues(Distinct.Values values) {
            return one("of", values.selector());
        }

        @Override
        public Stream<PlacedSelector> sequence(Sequence sequence) {
            return IntStream.range(0, sequence.steps().size())
                    .boxed()
                    .flatMap(step -> one("sequence." + step, sequence.steps().get(step)));
        }

        @Override
        public Stream<PlacedSelector> trend(Trend trend) {
            return one("trend", trend.selector());
        }

        @Override
        public Stream<PlacedSelector> allOf(Condition.AllOf all) {
            return each("all_of", all.conditions());
        }

        @Override
        public Stream<PlacedSelector> anyOf(Condition.AnyOf any) {
            return each("any_of", any.conditions());
        }

        @Override
        public Stream<PlacedSelector> not(Not not) {
            return not.condition().as(new Under(member + ".not"));
        }

        private Stream<PlacedSelector> one(String name, Selector selector) {
            return Stream.of(new PlacedSelector(member + "." + name, selector));
        }

        private Stream<PlacedSelector> each(String name, List<Condition> conditions) {
            return IntStream.range(0, conditions.size())
                    .boxed()
                    .flatMap(place -> conditions.get(place).as(new Under(member + "." + name + "." + place)));
        }
    }
}
