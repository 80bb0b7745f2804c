package io.beton.model.match;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Subject;
import io.beton.model.hypothesis.Trend;
import io.beton.model.match.PlainHistory.PlainEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Small random histories, full of ties, copies and border times, and claims about them. */
public final class Generated {
    public static final int WINDOW_DAYS = 12;
    /** Not at midnight, so that the first and the last day of a window are cut. */
    public static final long START = 20_000 * Times.DAY + 7 * Times.HOUR;

    public static final long AS_OF = START + WINDOW_DAYS * Times.DAY;
    /** Coarse enough that times collide and hit every border. */
    private static final long STEP = 6 * Times.HOUR;

    /** A year before the window, a bit more, and less. */
    private static final List<Long> LONG_AGO =
            List.of(START - 365 * Times.DAY, START - 365 * Times.DAY - 1, START - 40 * Times.DAY);

    private static final UUID NO_UUID = new UUID(0, 0);
    private static final String BOOKKEEPING = "$autocapture";
    private static final String KIND = "kind";
    private static final List<String> NAMES = List.of("a", "b", "c", BOOKKEEPING);

    private static final List<Selector> OF_USE = List.of(
            Selector.of("a"),
            Selector.of("b"),
            Selector.of("c"),
            Selector.of(Selector.ANY_COUNTED),
            ofKind("a"),
            ofKind(Selector.ANY_COUNTED));

    /** They overlap; the last one names events that do not count as use. */
    public static final List<Selector> SELECTORS =
            Stream.concat(OF_USE.stream(), Stream.of(Selector.of(BOOKKEEPING))).toList();

    private Generated() {}

    private static Selector ofKind(String event) {
        return new Selector(
                event,
                List.of(new PropertyFilter(
                        PropertyFilter.Scope.EVENT,
                        Optional.empty(),
                        KIND,
                        PropertyFilter.Operator.EQ,
                        Optional.of("x"))));
    }

    public static Arbitrary<Long> times() {
        Arbitrary<Long> coarse =
                Arbitraries.longs().between(-8, 4L * WINDOW_DAYS + 8).map(i -> START - 7 * Times.HOUR + i * STEP);
        Arbitrary<Long> beside = Arbitraries.of(-1L, 0L, 0L, 0L, 1L);
        Arbitrary<Long> borders = Arbitraries.of(START, AS_OF);
        return Combinators.combine(Arbitraries.frequencyOf(Tuple.of(12, coarse), Tuple.of(1, borders)), beside)
                .as(Long::sum);
    }

    public static Arbitrary<PlainHistory> histories() {
        return Combinators.combine(
                        events().list().ofMaxSize(25).withSizeDistribution(RandomDistribution.uniform()),
                        times().injectNull(0.2),
                        Arbitraries.longs())
                .as((events, created, seed) -> new PlainHistory(
                        withCopies(events, new Random(seed)),
                        created == null ? OptionalLong.empty() : OptionalLong.of(created)));
    }

    private static Arbitrary<PlainEvent> events() {
        Arbitrary<Map<String, String>> properties = Combinators.combine(
                        Arbitraries.of("", "s1", "s2"), Arbitraries.of("", "x", "y", "z"))
                .as((session, kind) -> {
                    Map<String, String> given = new HashMap<>();
                    given.put(CountedProperty.SESSION, session);
                    given.put(KIND, kind);
                    given.values().removeIf(String::isEmpty);
                    return given;
                });
        Arbitrary<Long> times = Arbitraries.frequencyOf(Tuple.of(9, times()), Tuple.of(1, Arbitraries.of(LONG_AGO)));
        return Combinators.combine(
                        Arbitraries.of(NAMES),
                        times,
                        properties,
                        Arbitraries.longs().between(0, 3))
                .as((name, time, given, delay) -> new PlainEvent(NO_UUID, name, time, time + delay, given));
    }

    /** Events of their own uuids, in no order; a copy came later, and may differ in everything but its uuid. */
    private static List<PlainEvent> withCopies(List<PlainEvent> events, Random random) {
        List<PlainEvent> all = new ArrayList<>();
        for (PlainEvent bare : events) {
            PlainEvent event = bare.as(new UUID(random.nextLong(), all.size()));
            all.add(event);
            if (random.nextInt(8) == 0) {
                PlainEvent like = events.get(random.nextInt(events.size()));
                long time = random.nextBoolean() ? event.time() : like.time();
                long createdAt = event.createdAt() + 1_000 + random.nextInt(1_000_000);
                all.add(new PlainEvent(event.uuid(), like.name(), time, createdAt, like.properties()));
            }
        }
        return all;
    }

    public static Arbitrary<Condition> conditions() {
        return conditions(SELECTORS);
    }

    private static Arbitrary<Condition> conditions(List<Selector> selectors) {
        Arbitrary<Condition> leaves = leaves(Arbitraries.of(selectors));
        return Arbitraries.frequencyOf(Tuple.of(3, leaves), Tuple.of(2, composed(leaves, 2)));
    }

    private static Arbitrary<Condition> leaves(Arbitrary<Selector> selector) {
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 3);
        Arbitrary<Condition> count = Combinators.combine(selector, few).as(Condition.Count::new);
        Arbitrary<Condition> atMost = Combinators.combine(
                        selector, Arbitraries.integers().between(0, 3))
                .as(Condition.AtMost::new);
        Arbitrary<Condition> days = Combinators.combine(selector, few).as(Distinct.Days::new);
        Arbitrary<Condition> values = Combinators.combine(selector, Arbitraries.of(CountedProperty.SESSION, KIND), few)
                .as(Distinct.Values::new);
        Arbitrary<Condition> sequence = Combinators.combine(
                        selector.list().ofMinSize(2).ofMaxSize(3),
                        Arbitraries.of(1, 6, 12, 24, 48).optional())
                .as((steps, hours) ->
                        new Sequence(steps, hours.map(OptionalInt::of).orElse(OptionalInt.empty())));
        Arbitrary<Condition> trend = Combinators.combine(
                        selector,
                        Arbitraries.of(Trend.Change.values()),
                        Arbitraries.of(1, 50, 100),
                        Arbitraries.integers().between(1, 2))
                .as(Trend::new);
        return Arbitraries.oneOf(count, atMost, days, values, sequence, trend);
    }

    private static Arbitrary<Condition> composed(Arbitrary<Condition> parts, int depth) {
        Arbitrary<Condition> inner = depth == 1 ? parts : Arbitraries.oneOf(parts, composed(parts, depth - 1));
        Arbitrary<List<Condition>> several = inner.list().ofMinSize(1).ofMaxSize(3);
        return Arbitraries.oneOf(
                several.map(Condition.AllOf::new), several.map(Condition.AnyOf::new), inner.map(Not::new));
    }

    public static Arbitrary<Claim> claims() {
        Arbitrary<Optional<Selector>> anchor =
                Arbitraries.of(SELECTORS).injectNull(0.2).map(Optional::ofNullable);
        Arbitrary<Design> anchored = Combinators.combine(
                        anchor, Arbitraries.integers().between(1, 5))
                .as(Design.Anchored::new);
        Arbitrary<Design> session = anchor.map(Design.FirstSession::new);
        Arbitrary<Design> rolling = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 4))
                .as((every, more) -> new Design.Rolling(every, every + more));
        Arbitrary<Predicted> predicted = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(SELECTORS).map(Predicted::event)),
                Tuple.of(1, Arbitraries.of(new Predicted.Churn())));
        Arbitrary<Outcome> outcome = Combinators.combine(
                        predicted, Arbitraries.integers().between(1, 5), Arbitraries.of(true, false))
                .as(Outcome::new);
        Arbitrary<Claim> once = Combinators.combine(
                        conditions(SELECTORS),
                        Arbitraries.frequencyOf(Tuple.of(3, anchored), Tuple.of(1, session)),
                        outcome)
                .as((condition, design, what) -> new Claim(Subject.PERSON, condition, design, what));
        Arbitrary<Claim> often = Combinators.combine(conditions(OF_USE), rolling, outcome)
                .as((condition, design, what) -> new Claim(Subject.PERSON, condition, design, what));
        return Arbitraries.frequencyOf(Tuple.of(4, once), Tuple.of(3, often));
    }
}
