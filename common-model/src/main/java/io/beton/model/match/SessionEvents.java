package io.beton.model.match;

import io.beton.model.hypothesis.CountedProperty;
import java.util.Arrays;

/** Only those of a subject's events that belong to one session. */
final class SessionEvents implements SubjectEvents {
    private final SubjectEvents all;
    private final Numbering numbers;
    /** For each selector the places, among all its matches, of those in the session. */
    private final int[][] places;

    SessionEvents(SubjectEvents all, long session, Numbering numbers) {
        this.all = all;
        this.numbers = numbers;
        this.places = new int[numbers.size()][];
        Arrays.fill(places, new int[0]);
        for (int property = 0; property < numbers.values().size(); property++) {
            Numbering.Value value = numbers.values().get(property);
            if (value.property().equals(CountedProperty.SESSION)) {
                places[value.selector()] = placesOf(value.selector(), property, session);
            }
        }
    }

    private int[] placesOf(int selector, int property, long session) {
        int[] found = new int[all.count(selector)];
        int size = 0;
        for (int i = 0; i < found.length; i++) {
            if (all.value(property, i) == session) {
                found[size++] = i;
            }
        }
        return Arrays.copyOf(found, size);
    }

    @Override
    public int count(int selector) {
        return places[selector].length;
    }

    @Override
    public long time(int selector, int i) {
        return all.time(selector, places[selector][i]);
    }

    @Override
    public long value(int property, int i) {
        return all.value(property, places[numbers.values().get(property).selector()][i]);
    }

    @Override
    public int activeDays() {
        return all.activeDays();
    }

    @Override
    public long firstOfDay(int i) {
        return all.firstOfDay(i);
    }

    @Override
    public long lastOfDay(int i) {
        return all.lastOfDay(i);
    }

    @Override
    public long firstSession() {
        return all.firstSession();
    }

    @Override
    public long subjectCreated() {
        return all.subjectCreated();
    }
}
