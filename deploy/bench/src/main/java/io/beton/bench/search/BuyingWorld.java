package io.beton.bench.search;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * People sign up, do things in their first week, and buy. Three of seven forms of behaviour each triple buying, and a dozen
 * things say nothing; one event comes just before buying and two after it.
 */
final class BuyingWorld extends PlantedWorld {
    private static final String OUTCOME = "subscribed";
    private static final int PLANTED = 3;
    private static final int NOISE = 12;
    private static final double BASE = 0.05;
    private static final double TIMES_AS_LIKELY = 3;
    private static final double SHARE = 0.15;
    private static final int HORIZON_DAYS = 30;
    private static final int WEEK = 7;

    private final List<Form> forms;

    /** What can foretell buying. */
    private enum Form {
        ONCE(new Condition.Count(Selector.of("once"), 1)),
        OFTEN(new Condition.Count(Selector.of("often"), 5)),
        SEQUENCE(sequence("first", "second")),
        LONG_SEQUENCE(sequence("opened", "edited", "shared")),
        ABSENCE(new Condition.AtMost(Selector.of("wanted"), 0)),
        FILTERED(new Condition.Count(filtered("invited", "admin"), 1)),
        PAIR(new Condition.AllOf(
                List.of(new Condition.Count(Selector.of("left"), 1), new Condition.Count(Selector.of("right"), 1))));

        private final Condition condition;

        Form(Condition condition) {
            this.condition = condition;
        }
    }

    BuyingWorld(long seed, int persons) {
        super(seed);
        forms = Stream.iterate(seed * PLANTED, next -> next + 1)
                .limit(PLANTED)
                .map(next -> Form.values()[(int) (next % Form.values().length)])
                .toList();
        for (int person = 0; person < persons; person++) {
            live(person);
        }
    }

    private static Sequence sequence(String... events) {
        return new Sequence(Stream.of(events).map(Selector::of).toList(), OptionalInt.empty());
    }

    @Override
    Map<String, Condition> planted() {
        Map<String, Condition> planted = new TreeMap<>();
        forms.forEach(form -> planted.put(form.name().toLowerCase(Locale.ROOT), form.condition));
        return planted;
    }

    @Override
    GoalKind kind() {
        return GoalKind.CONVERSION;
    }

    @Override
    Outcome outcome() {
        return Outcome.of(Selector.of(OUTCOME), HORIZON_DAYS);
    }

    @Override
    Design design() {
        return new Design.Anchored(Optional.of(Selector.of(ANCHOR)), WEEK);
    }

    @Override
    boolean judged() {
        return true;
    }

    @Override
    Set<String> effects() {
        return Set.of("checkout_completed", "invoice_viewed", "seat_added");
    }

    private void live(int person) {
        double start = random.nextDouble() * WINDOW_DAYS;
        happen(person, start, ANCHOR);
        double likely = BASE;
        for (Form form : forms) {
            likely *= does(form, person, start) ? TIMES_AS_LIKELY : 1;
        }
        for (int thing = 0; thing < NOISE; thing++) {
            if (random.nextDouble() < 0.1 + 0.4 * thing / NOISE) {
                for (int times = 1 + random.nextInt(4); times > 0; times--) {
                    happen(person, start + random.nextDouble() * 2 * WEEK, "noise_" + thing);
                }
            }
        }
        if (random.nextDouble() < Math.min(0.95, likely)) {
            buy(person, start + WEEK + random.nextDouble() * HORIZON_DAYS);
        } else if (random.nextDouble() < BASE) {
            buy(person, start + random.nextDouble() * WEEK);
        }
    }

    private void buy(int person, double day) {
        happen(person, day - 0.01, "checkout_completed");
        happen(person, day, OUTCOME);
        happen(person, day + 0.01 + random.nextDouble(), "invoice_viewed");
        happen(person, day + 1 + random.nextDouble() * 10, "invoice_viewed");
        if (random.nextBoolean()) {
            happen(person, day + random.nextDouble() * 10, "seat_added");
        }
    }

    /** Whether somebody does what foretells buying; others do something that looks like it. */
    private boolean does(Form form, int person, double start) {
        double kind = random.nextDouble();
        boolean keen = kind < SHARE;
        switch (form) {
            case ONCE -> some(keen, 1, person, start, "once");
            case OFTEN ->
                some(kind < 0.55, keen ? 5 + random.nextInt(3) : 1 + random.nextInt(2), person, start, "often");
            case SEQUENCE -> inOrder(kind, person, start, "first", "second");
            case LONG_SEQUENCE -> inOrder(kind, person, start, "opened", "edited", "shared");
            case ABSENCE -> {
                return !some(kind < 0.7, 1 + random.nextInt(3), person, start, "wanted");
            }
            case FILTERED -> {
                if (kind < 0.45) {
                    happen(person, inWeek(start), "invited", keen ? "admin" : ROLES.get(random.nextInt(2)));
                }
            }
            case PAIR -> {
                some(kind < 0.32, 1, person, start, "left");
                some(keen || kind > 0.83, 1, person, start, "right");
            }
        }
        return keen;
    }

    /** In the order that counts, the other way round, or one of them. */
    private void inOrder(double kind, int person, double start, String... events) {
        double each = (double) WEEK / events.length;
        for (int i = 0; i < events.length; i++) {
            if (kind < 2 * SHARE) {
                int place = kind < SHARE ? i : events.length - 1 - i;
                happen(person, start + (place + random.nextDouble()) * each, events[i]);
            }
        }
        some(kind >= 2 * SHARE && kind < 3 * SHARE, 1, person, start, events[random.nextInt(events.length)]);
    }

    private boolean some(boolean does, int times, int person, double start, String event) {
        for (int i = 0; does && i < times; i++) {
            happen(person, inWeek(start), event);
        }
        return does;
    }

    private double inWeek(double start) {
        return start + random.nextDouble() * WEEK;
    }
}
