package io.beton.backtest.verdict;

import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Bar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Judges the numbers of a backtest against a bar. Pure; advice to a person, never an approval.
 *
 * <p>Reads: nothing. Writes: nothing. On failure: there is none; "not enough data" is an answer.
 */
public final class VerdictPolicy {
    private VerdictPolicy() {}

    /** The order matters: too little data first, then no hit at all, then missing numbers, then the bar. */
    public static Judgement judge(Bar bar, Measures full, Measures holdout, boolean searched, double qValue) {
        List<String> tooLittle = tooLittle(bar, full);
        if (!tooLittle.isEmpty()) {
            return new Judgement(Verdict.INCONCLUSIVE, tooLittle);
        }
        if (full.counts().tp() == 0) {
            String none = say(
                    "none of %d who fired reached the outcome", full.counts().fired());
            return new Judgement(Verdict.FAILED, List.of(none));
        }
        Judged judged = Judged.of(full, holdout, searched, qValue);
        List<String> missing = judged.missing();
        if (!missing.isEmpty()) {
            return new Judgement(Verdict.INCONCLUSIVE, missing);
        }
        List<String> misses = judged.misses(bar);
        return misses.isEmpty()
                ? new Judgement(Verdict.PASSED, judged.passes(bar))
                : new Judgement(Verdict.FAILED, misses);
    }

    private static List<String> tooLittle(Bar bar, Measures full) {
        return Stream.of(
                        below("subjects observed", full.support().subjects(), bar.minSampleSize()),
                        below("fired", full.support().fired(), bar.minFired()),
                        below("positives", full.support().positives(), bar.minPositives()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> below(String what, long count, long least) {
        return sentence(count < least, "not enough data: %d %s, %d needed", count, what, least);
    }

    private static Optional<String> sentence(boolean applies, String text, Object... numbers) {
        return applies ? Optional.of(say(text, numbers)) : Optional.empty();
    }

    private static String say(String text, Object... numbers) {
        return String.format(Locale.ROOT, text, numbers);
    }

    /**
     * The numbers that decide.
     *
     * @param precisely what the precision is called: that of the delivered, where the cool-down makes it another
     * @param part where the lift interval is taken from
     */
    private record Judged(
            String precisely,
            OptionalDouble precision,
            OptionalDouble recall,
            OptionalDouble lift,
            OptionalDouble lowestLift,
            OptionalDouble holdoutLift,
            double qValue,
            String part) {

        static Judged of(Measures full, Measures holdout, boolean searched, double qValue) {
            Optional<Interval> interval = searched ? holdout.liftInterval() : full.liftInterval();
            return new Judged(
                    full.deliveredPrecision().equals(full.precision()) ? "precision" : "delivered precision",
                    full.deliveredPrecision(),
                    full.recall(),
                    full.liftVsBaseline(),
                    interval.map(found -> OptionalDouble.of(found.lower())).orElse(OptionalDouble.empty()),
                    holdout.liftVsBaseline(),
                    qValue,
                    searched ? "holdout" : "full window");
        }

        List<String> missing() {
            return Stream.of(
                            missing(precisely, precision),
                            missing("recall", recall),
                            missing("lift", lift),
                            missing("lift interval of the " + part, lowestLift),
                            missing("lift of the holdout", holdoutLift))
                    .flatMap(Optional::stream)
                    .toList();
        }

        List<String> misses(Bar bar) {
            return Stream.of(
                            miss(precisely, precision.getAsDouble(), bar.minPrecision()),
                            miss("recall", recall.getAsDouble(), bar.minRecall()),
                            miss("lift", lift.getAsDouble(), bar.minLift()),
                            sentence(qValue > bar.maxQ(), "q %.4f is above %.4f", qValue, bar.maxQ()),
                            notAboveOne("the lift interval of the " + part + " starts at", lowestLift),
                            notAboveOne("the lift of the holdout is", holdoutLift))
                    .flatMap(Optional::stream)
                    .toList();
        }

        List<String> passes(Bar bar) {
            return List.of(
                    say("%s %.4f reaches %.4f", precisely, precision.getAsDouble(), bar.minPrecision()),
                    say("recall %.4f reaches %.4f", recall.getAsDouble(), bar.minRecall()),
                    say("lift %.4f reaches %.4f", lift.getAsDouble(), bar.minLift()),
                    say("q %.4f is within %.4f", qValue, bar.maxQ()),
                    say("the lift interval of the %s starts at %.4f, above 1", part, lowestLift.getAsDouble()),
                    say("the lift of the holdout is %.4f, above 1", holdoutLift.getAsDouble()));
        }

        private static Optional<String> missing(String what, OptionalDouble number) {
            return sentence(number.isEmpty(), "not enough data: there is no %s", what);
        }

        private static Optional<String> miss(String what, double number, double least) {
            return sentence(number < least, "%s %.4f is below %.4f", what, number, least);
        }

        private static Optional<String> notAboveOne(String what, OptionalDouble number) {
            return sentence(number.getAsDouble() <= 1, "%s %.4f, not above 1", what, number.getAsDouble());
        }
    }
}
