package io.beton.bench;

import io.beton.model.backtest.DriftVerdict;
import io.beton.model.backtest.Realised;
import io.beton.model.hypothesis.Bar;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** After how many weekly re-tests a hypothesis is paused whose precision falls on a known day, and whether others are. */
final class DriftBench {
    /** Since when it is live. */
    private static final int LIVE = 90;

    private static final int FALL = 202;
    private static final int DAYS = LIVE + 365;
    private static final double PRECISION = 0.35;
    private static final int FIRST_LOOK = LIVE + DriftWorld.HORIZON_DAYS + 1;
    /** As many signals as are looked at by themselves. */
    private static final int NEWEST = 50;

    /** Before it nobody who signed up after the fall has had their time. */
    static final int BLIND = FALL + DriftWorld.WITHIN_DAYS + DriftWorld.HORIZON_DAYS;

    private DriftBench() {}

    /** How the share of those who pay, of those who were signalled, changes. */
    enum Change {
        TO_CHANCE("falls from 0.50 to chance, 0.10", 0.5, 0.1, 1.5, DriftWorld.ONE_OF_A_YEAR),
        TO_HALF("falls from 0.50 to 0.25", 0.5, 0.25, 0, DriftWorld.ONE_OF_A_YEAR),
        NONE("stays at 0.50", 0.5, 0.5, 1.5, DriftWorld.ONE_OF_A_YEAR),
        AT_THE_BAR("is at the bar all the time, 0.35", PRECISION, PRECISION, 0, DriftWorld.ONE_OF_A_YEAR),
        AT_THE_BAR_ALONE("the same, if each look had 95 %", PRECISION, PRECISION, 0, 0.95);

        private final String text;
        private final double before;
        private final double after;
        private final double lift;
        private final double confidence;

        Change(String text, double before, double after, double lift, double confidence) {
            this.text = text;
            this.before = before;
            this.after = after;
            this.lift = lift;
            this.confidence = confidence;
        }

        private String reTest(int day, int signUps) {
            return day > DAYS || before == after ? "-" : String.valueOf(DriftBench.reTest(day, signUps));
        }

        /** @param signUps a day, of which four in ten are signalled */
        DriftWorld world(int signUps, int seed) {
            Bar bar = new Bar(PRECISION, 0, lift, 200, 30, 20, 0.05);
            return new DriftWorld(new DriftWorld.Kind(signUps, before, after, bar, confidence), FALL, DAYS, seed);
        }
    }

    static void run(int worlds) {
        System.out.printf(
                "%nof %d seeded worlds each, live for a year of weekly re-tests, min_precision %.2f; re-test 1 is the first whose"
                        + " newest %d signals are all of after the fall%n",
                worlds, PRECISION, NEWEST);
        System.out.printf(
                "%-36s %14s %8s %14s %16s %16s%n",
                "precision of the signals", "signals a week", "paused", "before fall", "at re-test", "90 % by");
        for (Change change : Change.values()) {
            for (int signUps : List.of(10, 50)) {
                row(change, signUps, worlds);
            }
        }
    }

    private static void row(Change change, int signUps, int worlds) {
        int[] paused = IntStream.range(0, worlds)
                .parallel()
                .map(seed -> pausedOn(change.world(signUps, seed)).orElse(DAYS + 1))
                .sorted()
                .toArray();
        long ever = Arrays.stream(paused).filter(day -> day <= DAYS).count();
        long early = Arrays.stream(paused).filter(day -> day < BLIND).count();
        System.out.printf(
                "%-36s %14.0f %6.1f %% %12.1f %% %16s %16s%n",
                change.text,
                signUps * DriftWorld.INVITING * DriftWorld.EVERY_DAYS,
                100.0 * ever / worlds,
                100.0 * early / worlds,
                change.reTest(paused[worlds / 2], signUps),
                change.reTest(paused[worlds * 9 / 10], signUps));
    }

    /** Which one it is that is made on a day, by the time when the newest signals are all of after the fall. */
    static int reTest(int day, int signUps) {
        double seen = FALL + DriftWorld.WITHIN_DAYS + NEWEST / (DriftWorld.INVITING * signUps);
        double old = seen + DriftWorld.WITHIN_DAYS + DriftWorld.HORIZON_DAYS;
        int first = (int) Math.ceil((old - FIRST_LOOK) / DriftWorld.EVERY_DAYS);
        return (day - FIRST_LOOK) / DriftWorld.EVERY_DAYS - first + 1;
    }

    /** The day of the re-test that finds that it has drifted. */
    static OptionalInt pausedOn(DriftWorld world) {
        return IntStream.iterate(FIRST_LOOK, day -> day <= DAYS, day -> day + DriftWorld.EVERY_DAYS)
                .filter(day -> world.look(day, LIVE)
                        .map(Realised::verdict)
                        .filter(DriftVerdict.DRIFT::equals)
                        .isPresent())
                .findFirst();
    }
}
