package io.beton.model.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.match.PlainHistory.PlainEvent;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The matchers say of small random histories, full of ties and border times, what the specification says. */
class SpecificationAgreementTest {
    private static final int TRIES = 5000;
    private static final long START = Generated.START;
    private static final long AS_OF = Generated.AS_OF;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aConditionHoldsOrBecomesTrueAsTheTableSays(
            @ForAll("conditions") Condition condition,
            @ForAll("histories") PlainHistory history,
            @ForAll("times") long one,
            @ForAll("times") long other) {
        // Given
        long from = Math.min(one, other);
        // halves of windows are whole microseconds
        long to = Math.max(one, other) + (one - other & 1);
        List<PlainEvent> window = history.within(START, AS_OF);
        Asking asking = new Asking(condition);

        // When
        boolean holds = asking.matcher().holds(asking.see(history), from, to);

        // Then
        assertThat(holds).isEqualTo(Specification.holds(condition, window, from, to));
        if (asking.matcher() instanceof Matcher.Eager eager) {
            assertThat(eager.firstTrue(asking.see(history), from, to))
                    .isEqualTo(
                            Specification.firstTrue(condition, window, from, to).orElse(Times.NEVER));
        }
        assertThat(asking.matcher() instanceof Matcher.Eager).isEqualTo(!condition.deferred());
        Statistics.label("holds").collect(holds);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void everyObservationAndItsFateIsWhatTheDesignSays(
            @ForAll("claims") Claim claim, @ForAll("histories") PlainHistory history) {
        // Given
        Seeing seeing = new Seeing(claim, history);
        ClaimMatcher matcher = ClaimMatcher.counting(claim, seeing.numbers());
        long split = matcher.split(START, AS_OF);

        // When
        List<Specification.Asked> observed = matcher.observations(seeing.events(), START, AS_OF).stream()
                .map(observation -> new Specification.Asked(
                        observation.landmark(),
                        observation.fired() ? OptionalLong.of(observation.firedAt()) : OptionalLong.empty(),
                        matcher.fate(observation, seeing.events(), START, AS_OF, seeing.convertedBefore()),
                        claim.rolling() ? seeing.held() : observation.landmark() >= split))
                .toList();

        // Then
        List<Specification.Asked> expected = new Specification(claim, Seeing.SUBJECT, history, START, AS_OF).asked();
        assertThat(observed).isEqualTo(expected);
        expected.forEach(asked -> Statistics.label("fate").collect(asked.fate()));
    }

    /** What a live matcher is told of the past: every observation that fired and whose landmark is known. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theFiringsOfAnOpenWindowAreTheObservationsThatFired(
            @ForAll("claims") Claim claim, @ForAll("histories") PlainHistory history) {
        // Given
        Seeing seeing = new Seeing(claim, history);

        // When
        LongStream fired = ClaimMatcher.firing(claim, seeing.numbers()).firings(seeing.events(), START, AS_OF).stream()
                .filter(observation -> observation.landmark() <= AS_OF)
                .mapToLong(Observation::landmark);

        // Then
        LongStream expected = new Specification(claim, Seeing.SUBJECT, history, START, AS_OF)
                .asked().stream()
                        .filter(Specification.Asked::fired)
                        .mapToLong(Specification.Asked::landmark)
                        .filter(landmark -> landmark <= AS_OF);
        assertThat(fired.boxed().toList()).isEqualTo(expected.boxed().toList());
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void theSplitCutsTheLandmarksAtTwoThirds(@ForAll("claims") Claim claim) {
        // Given
        long start = START + claim.design().evidenceDays() * Times.DAY;
        long end = AS_OF - claim.outcome().horizonDays() * Times.DAY;

        // When
        long split = ClaimMatcher.counting(
                        claim, new Seeing(claim, new PlainHistory(List.of(), OptionalLong.empty())).numbers())
                .split(START, AS_OF);

        // Then
        assertThat(3 * (split - start)).isLessThanOrEqualTo(2 * (end - start));
        assertThat(3 * (split + 1 - start)).isGreaterThan(2 * (end - start));
    }

    @Provide
    Arbitrary<Long> times() {
        return Generated.times();
    }

    @Provide
    Arbitrary<PlainHistory> histories() {
        return Generated.histories();
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return Generated.conditions();
    }

    @Provide
    Arbitrary<Claim> claims() {
        return Generated.claims();
    }

    /** A condition with the numbers of what it names. */
    private record Asking(Condition condition) {
        private Numbering numbers() {
            return new Numbering(Generated.SELECTORS, condition.counted().toList());
        }

        Matcher matcher() {
            return Matcher.of(condition, numbers());
        }

        SubjectEvents see(PlainHistory history) {
            List<CountedProperty> counted = condition.counted().distinct().toList();
            return history.seenBy(Generated.SELECTORS, counted, START, AS_OF);
        }
    }
}
