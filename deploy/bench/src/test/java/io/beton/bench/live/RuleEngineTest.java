package io.beton.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Numbering;
import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule engine finds whom the matcher finds, so that what they do in a second can be compared. */
class RuleEngineTest {
    private static final Instant FROM = Instant.parse("2026-11-02T10:00:00Z");
    private static final int PERSONS = 100;

    private static final List<String> NAMES = IntStream.range(0, Watch.BEHAVIOURS + Watch.ANCHORS)
            .mapToObj(name -> Watch.selector(name).event())
            .toList();

    private final People people = new People(PERSONS, 1);
    private final Sessions sessions = Sessions.of(people, 3_000, false, FROM, FROM.plus(Duration.ofDays(20)), 1);
    private final Map<Integer, List<Integer>> byPerson =
            IntStream.range(0, sessions.size()).boxed().collect(Collectors.groupingBy(sessions::person));

    @Test
    void bothFindTheSameFirers() throws InterruptedException {
        // Given
        List<Watch> watches = Watch.all(300).stream().filter(RuleEngine::says).toList();
        // When
        try (RuleEngine engine = new RuleEngine(watches, people)) {
            engine.take(sessions);
            // Then
            assertThat(engine.firers()).isEqualTo(firers(watches)).isNotEmpty();
        }
    }

    private Set<Told.Firer> firers(List<Watch> watches) {
        Set<Told.Firer> firers = new HashSet<>();
        for (Watch watch : watches) {
            Claim claim = watch.live(FROM).claim();
            Numbering numbers = new Numbering(claim.firingSelectors(), claim.counted());
            ClaimMatcher matcher = ClaimMatcher.firing(claim, numbers);
            for (int person = 0; person < PERSONS; person++) {
                SubjectEvents events = new Matches(person, claim.firingSelectors(), numbers);
                if (!matcher.firings(events, Times.micros(FROM.minus(Duration.ofDays(90))), Times.NEVER)
                        .isEmpty()) {
                    firers.add(new Told.Firer(watch.id(), people.id(person)));
                }
            }
        }
        return firers;
    }

    private final class Matches implements SubjectEvents {
        private final long[][] times;

        Matches(int person, Set<Selector> selectors, Numbering numbers) {
            times = new long[numbers.size()][];
            for (Selector selector : selectors) {
                times[numbers.of(selector)] = byPerson.get(person).stream()
                        .mapToInt(event -> event)
                        .filter(event -> selector.event().equals(NAMES.get(sessions.name(event))))
                        .mapToLong(event -> 1_000 * sessions.millis(event))
                        .toArray();
            }
        }

        @Override
        public int count(int selector) {
            return times[selector].length;
        }

        @Override
        public long time(int selector, int i) {
            return times[selector][i];
        }

        @Override
        public long value(int property, int i) {
            return NO_VALUE;
        }

        @Override
        public int activeDays() {
            return 0;
        }

        @Override
        public long firstOfDay(int i) {
            return NO_VALUE;
        }

        @Override
        public long lastOfDay(int i) {
            return NO_VALUE;
        }

        @Override
        public long firstSession() {
            return NO_VALUE;
        }

        @Override
        public long subjectCreated() {
            return Times.NEVER;
        }
    }
}
