package io.beton.bench.live;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Seeded sessions in columns, in order of time: in each somebody does one to seven things within minutes, often one thing
 * again, popular things more often than others, and seldom what an anchor is.
 */
final class Sessions {
    private static final int MOST_EVENTS = 7;
    private static final int LONGEST_GAP_MILLIS = 60_000;
    /** Each seed has milliseconds of its own. */
    private static final int SEEDS = 8;

    private static final double AGAIN = 0.35;
    private static final double ANCHOR = 0.015;
    private static final long DELAY_MICROS = 2_000_000;
    private static final int MILLI = 1_000;
    private static final int INDEX_BITS = 23;
    private static final int MOST_SESSIONS = (1 << INDEX_BITS) / MOST_EVENTS;
    private static final List<Set<SelectorId>> SELECTORS = IntStream.range(0, Watch.BEHAVIOURS + Watch.ANCHORS)
            .mapToObj(name -> Set.of(Watch.selector(name).id()))
            .toList();

    private final People people;
    private final int seed;
    private final int[] person;
    private final short[] name;
    private final long[] millis;

    private Sessions(People people, int seed, int[] person, short[] name, long[] millis) {
        this.people = people;
        this.seed = seed;
        this.person = person;
        this.name = name;
        this.millis = millis;
    }

    /**
     * One session of each person, or so many of people taken at random.
     *
     * @param seed also keeps the times of different ones apart: no two events are whole hours from each other
     */
    static Sessions of(People people, int sessions, boolean eachOnce, Instant from, Instant to, int seed) {
        if (sessions > MOST_SESSIONS) {
            throw new IllegalArgumentException("[bench] at most " + MOST_SESSIONS + " sessions have a place each");
        }
        Random random = new Random(seed);
        int[] who = new int[sessions * MOST_EVENTS];
        short[] what = new short[who.length];
        long[] keys = new long[who.length];
        long span = to.toEpochMilli() - from.toEpochMilli() - (long) MOST_EVENTS * LONGEST_GAP_MILLIS;
        int events = 0;
        for (int session = 0; session < sessions; session++) {
            int someone = eachOnce ? session : random.nextInt(people.count());
            long at = (long) (random.nextDouble() * span);
            short does = behaviour(random);
            for (int left = 1 + random.nextInt(MOST_EVENTS); left > 0; left--) {
                who[events] = someone;
                what[events] = does;
                keys[events] = at / SEEDS << INDEX_BITS | events;
                events++;
                at += SEEDS + random.nextInt(LONGEST_GAP_MILLIS - SEEDS);
                does = random.nextDouble() < AGAIN ? does : another(random);
            }
        }
        return sorted(people, seed, from, who, what, Arrays.copyOf(keys, events));
    }

    private static short another(Random random) {
        return random.nextDouble() < ANCHOR
                ? (short) (Watch.BEHAVIOURS + random.nextInt(Watch.ANCHORS))
                : behaviour(random);
    }

    /** The most popular tenth is a third of all that is done. */
    private static short behaviour(Random random) {
        double skewed = random.nextDouble();
        return (short) (skewed * skewed * Watch.BEHAVIOURS);
    }

    private static Sessions sorted(People people, int seed, Instant from, int[] who, short[] what, long[] keys) {
        Arrays.parallelSort(keys);
        int[] person = new int[keys.length];
        short[] name = new short[keys.length];
        long[] millis = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int event = (int) (keys[i] & (1L << INDEX_BITS) - 1);
            person[i] = who[event];
            name[i] = what[event];
            millis[i] = from.toEpochMilli() + (keys[i] >>> INDEX_BITS) * SEEDS + seed;
        }
        return new Sessions(people, seed, person, name, millis);
    }

    /** So many of the events. */
    Sessions first(int events) {
        return new Sessions(
                people,
                seed,
                Arrays.copyOf(person, events),
                Arrays.copyOf(name, events),
                Arrays.copyOf(millis, events));
    }

    int partitions() {
        return people.partitions();
    }

    int size() {
        return person.length;
    }

    int person(int event) {
        return person[event];
    }

    int name(int event) {
        return name[event];
    }

    long millis(int event) {
        return millis[event];
    }

    SubjectId subject(int event) {
        return people.id(person[event]);
    }

    int partition(int event) {
        return people.partition(person[event]);
    }

    /** Told by nothing but the event, so that it is the same in every run. */
    UUID uuid(int event) {
        Random random = new Random(((long) seed << INDEX_BITS) + event);
        return new UUID(random.nextLong(), random.nextLong());
    }

    EventBatch.Event event(int event) {
        long micros = millis[event] * MILLI;
        return new EventBatch.Event(
                subject(event), micros, micros + DELAY_MICROS, uuid(event), SELECTORS.get(name[event]));
    }
}
