package io.beton.model.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.match.PlainHistory.PlainEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** The matcher says of small random histories, full of ties and border times, what the specification says. */
class SpecificationAgreementTest {
    private static final int TRIES = 5000;
    private static final long START = 1_000 * Times.DAY;
    private static final int WINDOW_DAYS = 12;
    private static final long AS_OF = START + WINDOW_DAYS * Times.DAY;
    /** Coarse enough that times collide and hit every border. */
    private static final long STEP = 6 * Times.HOUR;

    private static final List<Selector> SELECTORS =
            List.of(Selector.of("a"), Selector.of("b"), Selector.of("c"), Selector.of("d"));
    private static final SelectorNumbers NUMBERS = new SelectorNumbers(SELECTORS);

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aConditionFiresAtTheEventThatMakesItTrue(
            @ForAll("conditions") Condition condition,
            @ForAll("histories") PlainHistory history,
            @ForAll("times") long one,
            @ForAll("times") long other) {
        // Given
        long from = Math.min(one, other);
        long to = Math.max(one, other);

        // When
        long fired = Matcher.of(condition, NUMBERS).firstTrue(history.seenBy(SELECTORS), from, to);

        // Then
        OptionalLong expected = Specification.firedAt(condition, history, from, to);
        assertThat(fired).isEqualTo(expected.orElse(Times.NEVER));
        assertThat(fired != Times.NEVER).isEqualTo(Specification.holds(condition, history, from, to));
        Statistics.label("fired").collect(fired != Times.NEVER);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anObservationIsWhatTheDesignSays(@ForAll("claims") Claim claim, @ForAll("histories") PlainHistory history) {
        // When
        Optional<Observation> observed =
                ClaimMatcher.firing(claim, NUMBERS).observe(history.seenBy(SELECTORS), START, AS_OF);

        // Then
        OptionalLong anchor = Specification.anchor(claim, history, START, AS_OF);
        assertThat(observed.isPresent()).isEqualTo(anchor.isPresent());
        observed.ifPresent(observation -> {
            long landmark = anchor.getAsLong() + claim.withinDays() * Times.DAY;
            assertThat(observation.anchor()).isEqualTo(anchor.getAsLong());
            assertThat(observation.landmark()).isEqualTo(landmark);
            assertThat(observation.firedAt())
                    .isEqualTo(Specification.firedAt(
                                    claim.condition(), history, anchor.getAsLong(), Math.min(landmark, AS_OF))
                            .orElse(Times.NEVER));
        });
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aFateIsWhatTheRulesSay(
            @ForAll("claims") Claim claim,
            @ForAll("histories") PlainHistory history,
            @ForAll("earlier") OptionalLong convertedBefore) {
        // Given
        SubjectEvents events = history.seenBy(SELECTORS);
        ClaimMatcher matcher = ClaimMatcher.counting(claim, NUMBERS);

        // When
        Optional<Fate> fate = matcher.observe(events, START, AS_OF)
                .map(observation ->
                        matcher.fate(observation, events, START, AS_OF, convertedBefore.orElse(Times.NEVER)));

        // Then
        assertThat(fate).isEqualTo(Specification.fate(claim, history, START, AS_OF, convertedBefore));
        Statistics.label("fate").collect(fate.map(Fate::name).orElse("none"));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void nothingOutsideTheWindowChangesAFate(
            @ForAll("claims") Claim claim,
            @ForAll("histories") PlainHistory history,
            @ForAll("histories") PlainHistory more) {
        // Given
        List<PlainEvent> outside = more.events().stream()
                .filter(event -> event.time() < START || event.time() >= AS_OF)
                .toList();
        PlainHistory longer = new PlainHistory(
                Stream.concat(history.events().stream(), outside.stream()).toList(),
                history.firstSeen(),
                history.created());

        // Then
        assertThat(fate(claim, longer)).isEqualTo(fate(claim, history));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void theSplitCutsTheLandmarksAtTwoThirds(@ForAll("claims") Claim claim) {
        // Given
        long start = START + claim.withinDays() * Times.DAY;
        long end = AS_OF - claim.outcome().horizonDays() * Times.DAY;

        // When
        long split = ClaimMatcher.counting(claim, NUMBERS).split(START, AS_OF);

        // Then
        assertThat(3 * (split - start)).isLessThanOrEqualTo(2 * (end - start));
        assertThat(3 * (split + 1 - start)).isGreaterThan(2 * (end - start));
    }

    private static Optional<Fate> fate(Claim claim, PlainHistory history) {
        SubjectEvents events = history.seenBy(SELECTORS);
        ClaimMatcher matcher = ClaimMatcher.counting(claim, NUMBERS);
        return matcher.observe(events, START, AS_OF)
                .map(observation -> matcher.fate(observation, events, START, AS_OF, Times.NEVER));
    }

    @Provide
    Arbitrary<Long> times() {
        Arbitrary<Long> coarse =
                Arbitraries.longs().between(-8, 4L * WINDOW_DAYS + 8).map(i -> START + i * STEP);
        Arbitrary<Long> beside = Arbitraries.of(-1L, 0L, 0L, 0L, 1L);
        return Combinators.combine(coarse, beside).as(Long::sum);
    }

    @Provide
    Arbitrary<OptionalLong> earlier() {
        return Arbitraries.frequency(Tuple.of(4, OptionalLong.empty()), Tuple.of(1, OptionalLong.of(START - 1)))
                .map(value -> value);
    }

    @Provide
    Arbitrary<PlainHistory> histories() {
        Arbitrary<PlainEvent> event = Combinators.combine(
                        times(), Arbitraries.of(SELECTORS).set().ofMinSize(1).ofMaxSize(2))
                .as(PlainEvent::new);
        Arbitrary<Long> inWindow = times().filter(time -> time >= START && time < AS_OF);
        return Combinators.combine(
                        event.list().ofMaxSize(30).withSizeDistribution(RandomDistribution.uniform()),
                        inWindow.injectNull(0.2),
                        times().injectNull(0.2))
                .as((events, seen, created) -> new PlainHistory(
                        events, seen == null ? Times.NEVER : seen, created == null ? Times.NEVER : created));
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return conditions(2);
    }

    private Arbitrary<Condition> conditions(int depth) {
        Arbitrary<Condition> count = Combinators.combine(
                        Arbitraries.of(SELECTORS), Arbitraries.integers().between(1, 3))
                .as(Condition.Count::new);
        Arbitrary<Condition> sequence = Combinators.combine(
                        Arbitraries.of(SELECTORS).list().ofMinSize(2).ofMaxSize(3),
                        Arbitraries.of(1, 6, 12, 24, 48).optional())
                .as((steps, hours) ->
                        new Condition.Sequence(steps, hours.map(OptionalInt::of).orElse(OptionalInt.empty())));
        if (depth == 0) {
            return Arbitraries.oneOf(count, sequence);
        }
        Arbitrary<List<Condition>> parts =
                conditions(depth - 1).list().ofMinSize(1).ofMaxSize(2);
        return Arbitraries.oneOf(count, sequence, parts.map(Condition.AllOf::new), parts.map(Condition.AnyOf::new));
    }

    @Provide
    Arbitrary<Claim> claims() {
        Arbitrary<Design> design = Combinators.combine(
                        Arbitraries.of(SELECTORS).optional(),
                        Arbitraries.integers().between(1, 5))
                .as(Design.Anchored::new);
        Arbitrary<Outcome> outcome = Combinators.combine(
                        Arbitraries.of(SELECTORS), Arbitraries.integers().between(1, 5), Arbitraries.of(true, false))
                .as(Outcome::new);
        return Combinators.combine(conditions(), design, outcome)
                .as((condition, when, what) -> new Claim(Subject.PERSON, condition, when, what));
    }
}
