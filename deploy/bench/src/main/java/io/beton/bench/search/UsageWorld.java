package io.beton.bench.search;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Trend;
import io.beton.model.hypothesis.Trend.Change;
import java.util.Map;
import java.util.Set;

/**
 * People use a product week after week. Using one thing more than before, or another one a lot, makes them add seats; using
 * one thing less than before, or not using another one, makes them leave. Eight things say nothing.
 */
final class UsageWorld extends PlantedWorld {
    private static final int NOISE = 8;
    private static final int WEEKS = WINDOW_DAYS / 7;
    private static final double BASE = 0.03;
    private static final double TIMES_AS_LIKELY = 4;
    private static final int HORIZON_DAYS = 14;
    /** How many weeks after a change it counts. */
    private static final int FRESH = 2;

    private final boolean leaving;

    /** @param leaving whether leaving is foretold, not adding seats */
    UsageWorld(long seed, int persons, boolean leaving) {
        super(seed);
        this.leaving = leaving;
        for (int person = 0; person < persons; person++) {
            live(person);
        }
    }

    @Override
    Map<String, Condition> planted() {
        return leaving
                ? Map.of(
                        "drop", new Trend(Selector.of("worked"), Change.DROP, 50, 3),
                        "absence while active", new Condition.AtMost(Selector.of("synced"), 0))
                : Map.of(
                        "rise", new Trend(Selector.of("worked"), Change.RISE, 50, 3),
                        "count while active", new Condition.Count(Selector.of("synced"), 5));
    }

    @Override
    GoalKind kind() {
        return leaving ? GoalKind.CHURN : GoalKind.EXPANSION;
    }

    @Override
    Outcome outcome() {
        return leaving
                ? new Outcome(new Predicted.Churn(), HORIZON_DAYS, false)
                : new Outcome(Predicted.event(Selector.of("seat_added")), HORIZON_DAYS, true);
    }

    @Override
    Design design() {
        return new Design.Rolling(7, 28);
    }

    /** Who has left in the last days has done less of everything lately, and that foretells silence too. */
    @Override
    boolean judged() {
        return !leaving;
    }

    @Override
    Set<String> effects() {
        return leaving ? Set.of() : Set.of("invoice_viewed");
    }

    private void live(int person) {
        double start = random.nextDouble() * 2 * WINDOW_DAYS - WINDOW_DAYS;
        happen(person, start, ANCHOR);
        int first = Math.max(0, (int) Math.ceil(start / 7));
        boolean changes = random.nextDouble() < 0.6;
        int change = changes ? first + 4 + random.nextInt(WEEKS) : Integer.MAX_VALUE;
        double before = leaving ? 4 : 1;
        double after = leaving ? 1 : 4;
        double steady = random.nextBoolean() ? before : after;
        boolean syncs = random.nextDouble() < (leaving ? 0.7 : 0.2);
        for (int week = first; week < WEEKS; week++) {
            double rate = !changes ? steady : week < change ? before : after;
            use(person, week, "worked", rate);
            use(person, week, "synced", syncs ? 2.5 : leaving ? 0 : 0.3);
            for (int thing = 0; thing < NOISE; thing++) {
                use(person, week, "noise_" + thing, 0.7);
            }
            boolean fresh = week >= change && week < change + FRESH;
            double likely = BASE * (fresh ? TIMES_AS_LIKELY : 1) * (syncs == leaving ? 1 : TIMES_AS_LIKELY);
            if (random.nextDouble() < likely && !leads(person, week)) {
                return;
            }
        }
    }

    /** Whether life goes on after the outcome. */
    private boolean leads(int person, int week) {
        if (!leaving) {
            double day = 7 * (week + 1) + 7 * random.nextDouble();
            happen(person, day, "seat_added");
            happen(person, day + random.nextDouble(), "invoice_viewed");
        }
        return !leaving;
    }

    private void use(int person, int week, String event, double rate) {
        int times = 0;
        for (double left = Math.exp(-rate), product = random.nextDouble(); product > left; times++) {
            product *= random.nextDouble();
        }
        for (; times > 0; times--) {
            happen(person, 7 * (week + random.nextDouble()), event);
        }
    }
}
