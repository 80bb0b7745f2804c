package io.beton.backtest.verdict;

import io.beton.model.backtest.Interval;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges a report's numbers against a project's bar; advice to a person, never an approval.
 *
 * <p>Reads: nothing. Writes: nothing. On failure: cannot fail; numbers that are missing make the verdict inconclusive.
 */
public final class VerdictPolicy {
    private VerdictPolicy() {}

    /** @param reasons one sentence for each thing that decided */
    public record Judgement(Verdict verdict, List<String> reasons) {}

    /**
     * @param searched whether a search chose the hypothesis; then its lift is judged where the search did not look
     */
    public static Judgement judge(Bar bar, boolean searched, Measures full, Measures holdout, double qValue) {
        List<String> tooFew = tooFew(bar, full);
        if (!tooFew.isEmpty()) {
            return new Judgement(Verdict.INCONCLUSIVE, tooFew);
        }
        if (full.counts().tp() == 0) {
            return new Judgement(Verdict.FAILED, List.of("nobody who fired had the outcome"));
        }
        Measures decisive = searched ? holdout : full;
        List<String> unknown = unknown(full, holdout, decisive);
        if (!unknown.isEmpty()) {
            return new Judgement(Verdict.INCONCLUSIVE, unknown);
        }
        List<String> missed = missed(bar, full, holdout, decisive, qValue);
        return missed.isEmpty()
                ? new Judgement(Verdict.PASSED, List.of("every number reaches the bar"))
                : new Judgement(Verdict.FAILED, missed);
    }

    private static List<String> tooFew(Bar bar, Measures full) {
        List<String> reasons = new ArrayList<>();
        fewer(reasons, "observations", full.sampleSize(), bar.minSampleSize());
        fewer(reasons, "that fired", full.counts().fired(), bar.minFired());
        fewer(reasons, "with the outcome", full.counts().positives(), bar.minPositives());
        return reasons;
    }

    private static void fewer(List<String> reasons, String what, long found, long needed) {
        if (found < needed) {
            reasons.add("not enough data: " + found + " " + what + ", " + needed + " needed");
        }
    }

    private static List<String> unknown(Measures full, Measures holdout, Measures decisive) {
        List<String> reasons = new ArrayList<>();
        missing(reasons, "precision", full.deliveredPrecision().isPresent());
        missing(reasons, "recall", full.recall().isPresent());
        missing(reasons, "lift", full.liftVsBaseline().isPresent());
        missing(reasons, "the interval of lift", decisive.liftInterval().isPresent());
        missing(reasons, "the holdout's lift", holdout.liftVsBaseline().isPresent());
        return reasons;
    }

    private static void missing(List<String> reasons, String what, boolean known) {
        if (!known) {
            reasons.add("not enough data: " + what + " cannot be told");
        }
    }

    private static List<String> missed(Bar bar, Measures full, Measures holdout, Measures decisive, double qValue) {
        List<String> reasons = new ArrayList<>();
        below(reasons, "precision", full.deliveredPrecision(), bar.minPrecision());
        below(reasons, "recall", full.recall(), bar.minRecall());
        below(reasons, "lift", full.liftVsBaseline(), bar.minLift());
        if (qValue > bar.maxQ()) {
            reasons.add(text("q %.3g is above %.3g", qValue, bar.maxQ()));
        }
        Optional<Interval> interval = decisive.liftInterval();
        if (interval.isPresent() && interval.get().lower() <= 1) {
            reasons.add(text(
                    "lift may be chance: its interval starts at %.2f",
                    interval.get().lower()));
        }
        if (holdout.liftVsBaseline().orElse(Double.MAX_VALUE) <= 1) {
            reasons.add(text(
                    "lift does not hold up in the holdout: %.2f",
                    holdout.liftVsBaseline().getAsDouble()));
        }
        return reasons;
    }

    private static void below(List<String> reasons, String what, OptionalDouble found, double needed) {
        if (found.isPresent() && found.getAsDouble() < needed) {
            reasons.add(text(what + " %.3f is below %.3f", found.getAsDouble(), needed));
        }
    }

    private static String text(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }
}
