package io.beton.hypothesis.search;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.SearchScores.Score;
import io.beton.model.backtest.Support;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Fate;
import io.beton.model.match.Numbering;
import io.beton.model.match.Observation;
import io.beton.model.match.SubjectEvents;
import io.beton.model.match.Times;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Some people of whom few events are known, each at a random time; counts claims by asking the matcher of everybody. */
final class SmallHistory {
    static final Selector ANCHOR = Selector.of("signed_up");
    static final Selector OUTCOME = Selector.of("subscribed");
    static final int WINDOW_DAYS = 60;
    private static final long END = WINDOW_DAYS * Times.DAY;

    private final Numbering numbers;
    private final List<Person> people = new ArrayList<>();

    /** @param deeds what they do; who does the first of them subscribes more often */
    SmallHistory(long seed, int persons, List<Selector> deeds) {
        Random random = new Random(seed);
        List<Selector> all = new ArrayList<>(deeds);
        all.addAll(List.of(ANCHOR, OUTCOME));
        numbers = new Numbering(all, List.of());
        for (int i = 0; i < persons; i++) {
            people.add(person(random, deeds));
        }
    }

    private Person person(Random random, List<Selector> deeds) {
        Person person = new Person(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < numbers.size(); i++) {
            person.times.add(new ArrayList<>());
        }
        double start = random.nextDouble() * WINDOW_DAYS;
        person.happens(ANCHOR, start, numbers);
        boolean keen = false;
        for (Selector deed : deeds) {
            for (int times = random.nextInt(4); times > 0; times--) {
                double day = start + random.nextDouble() * 20;
                person.happens(deed, day, numbers);
                keen |= deed.equals(deeds.get(0)) && day < start + 7;
            }
        }
        if (random.nextDouble() < (keen ? 0.6 : 0.2)) {
            person.happens(OUTCOME, start + random.nextDouble() * 20, numbers);
        }
        person.times.forEach(times -> times.sort(null));
        person.times.forEach(person.all::addAll);
        person.all.sort(null);
        return person;
    }

    /** What a search would be told, were everybody discovery. */
    Score score(Claim claim) {
        ClaimMatcher matcher = ClaimMatcher.counting(claim, numbers);
        long[] counts = new long[Fate.values().length];
        int fired = 0;
        int positives = 0;
        int observed = 0;
        for (Person person : people) {
            Set<Fate> own = new HashSet<>();
            for (Observation observation : matcher.observations(person, 0, END)) {
                Fate fate = matcher.fate(observation, person, 0, END, Times.NEVER);
                counts[fate.ordinal()]++;
                own.add(fate);
            }
            own.removeAll(Set.of(Fate.IMMATURE, Fate.ALREADY_CONVERTED));
            observed += own.isEmpty() ? 0 : 1;
            fired += own.contains(Fate.TRUE_POSITIVE) || own.contains(Fate.FALSE_POSITIVE) ? 1 : 0;
            positives += own.contains(Fate.TRUE_POSITIVE) || own.contains(Fate.FALSE_NEGATIVE) ? 1 : 0;
        }
        Counts all = new Counts(
                counts[Fate.TRUE_POSITIVE.ordinal()],
                counts[Fate.FALSE_POSITIVE.ordinal()],
                counts[Fate.FALSE_NEGATIVE.ordinal()],
                counts[Fate.TRUE_NEGATIVE.ordinal()]);
        return new Score(all, new Support(observed, fired, positives), interval(all), Optional.empty());
    }

    /** As if each observation were of another subject. */
    static Optional<Interval> interval(Counts counts) {
        if (counts.tp() == 0) {
            return Optional.empty();
        }
        double lift = (double) counts.tp() * counts.all() / ((double) counts.fired() * counts.positives());
        double variance =
                1.0 / counts.tp() - 1.0 / counts.fired() - 1.0 / counts.positives() + (2 * lift - 1) / counts.all();
        double reach = Chance.Z * Math.sqrt(Math.max(0, variance));
        return Optional.of(new Interval(lift * Math.exp(-reach), lift * Math.exp(reach)));
    }

    private record Person(List<List<Long>> times, List<Long> all) implements SubjectEvents {
        private void happens(Selector selector, double day, Numbering numbers) {
            if (day < WINDOW_DAYS) {
                times.get(numbers.of(selector)).add((long) (day * Times.DAY));
            }
        }

        @Override
        public int count(int selector) {
            return times.get(selector).size();
        }

        @Override
        public long time(int selector, int i) {
            return times.get(selector).get(i);
        }

        @Override
        public long value(int property, int i) {
            return NO_VALUE;
        }

        @Override
        public int activeDays() {
            return all.size();
        }

        @Override
        public long firstOfDay(int i) {
            return times.stream()
                    .flatMap(List::stream)
                    .sorted()
                    .skip(i)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public long lastOfDay(int i) {
            return firstOfDay(i);
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
