package io.beton.bench;

import io.beton.model.match.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/**
 * A seeded world in columns, in order of time: people who sign up some day of the window, do things of 48 names, some
 * often and some seldom, and of whom three in ten subscribe.
 */
final class World {
    static final int NAMES = 50;
    static final int SIGNED_UP = 0;
    static final int SUBSCRIBED = 1;
    static final int WINDOW_DAYS = 90;
    static final Instant AS_OF = Instant.parse("2026-04-01T00:00:00Z");
    static final long END = Times.micros(AS_OF);
    static final long START = END - WINDOW_DAYS * Times.DAY;
    private static final double SUBSCRIBERS = 0.3;
    private static final int MILLISECOND = 1000;
    private static final int INDEX_BITS = 28;

    private final int persons;
    private final int[] person;
    private final byte[] name;
    private final long[] time;

    private World(int persons, int[] person, byte[] name, long[] time) {
        this.persons = persons;
        this.person = person;
        this.name = name;
        this.time = time;
    }

    static World of(int persons, int events, long seed) {
        Random random = new Random(seed);
        int[] person = new int[events];
        byte[] name = new byte[events];
        long[] keys = new long[events];
        int at = 0;
        for (int someone = 0; someone < persons && at < events; someone++) {
            long signedUp = (long) (random.nextDouble() * WINDOW_DAYS * Times.DAY);
            int own = (int) ((long) events * (someone + 1) / persons) - at;
            boolean subscribes = own > 1 && random.nextDouble() < SUBSCRIBERS;
            for (int i = 0; i < own; i++) {
                byte what = i == 0 ? SIGNED_UP : i == 1 && subscribes ? SUBSCRIBED : behaviour(random);
                long when = i == 0 ? signedUp : signedUp + (long) (random.nextDouble() * (END - START - signedUp));
                person[at] = someone;
                name[at] = what;
                keys[at] = when / MILLISECOND << INDEX_BITS | at;
                at++;
            }
        }
        return sorted(persons, person, name, keys);
    }

    /** The most frequent behaviour comes about eight times as often as the middle one. */
    private static byte behaviour(Random random) {
        double skewed = Math.pow(random.nextDouble(), 2);
        return (byte) (2 + (int) (skewed * (NAMES - 2)));
    }

    private static World sorted(int persons, int[] person, byte[] name, long[] keys) {
        Arrays.parallelSort(keys);
        int[] subjects = new int[keys.length];
        byte[] names = new byte[keys.length];
        long[] times = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int from = (int) (keys[i] & (1L << INDEX_BITS) - 1);
            subjects[i] = person[from];
            names[i] = name[from];
            times[i] = START + (keys[i] >>> INDEX_BITS) * MILLISECOND;
        }
        return new World(persons, subjects, names, times);
    }

    int persons() {
        return persons;
    }

    int events() {
        return person.length;
    }

    int person(int event) {
        return person[event];
    }

    int name(int event) {
        return name[event];
    }

    long time(int event) {
        return time[event];
    }
}
