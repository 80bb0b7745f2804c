package io.beton.hypothesis.proposal;

import io.beton.model.hypothesis.Bar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The candidates that are worth a backtest, the most promising first.
 *
 * @param reason why there is none
 */
record FinalistChoice(List<Scored> finalists, Optional<String> reason) {
    /** Discovery is two thirds of a window, so two thirds of what the bar wants of a whole window must be there. */
    private static final double DISCOVERY_SHARE = 2.0 / 3;

    /** Counts this close, of the same observations, are most probably the same subjects doing two things at once. */
    private static final double SAME_SUBJECTS = 0.01;

    private static final Comparator<Scored> MOST_PROMISING = Comparator.comparingDouble(Scored::surestLift)
            .thenComparingDouble(Scored::recall)
            .reversed()
            .thenComparingInt(Scored::position);

    static FinalistChoice of(List<Scored> candidates, Bar bar, int most) {
        List<Scored> enough =
                candidates.stream().filter(candidate -> enough(candidate, bar)).toList();
        List<Scored> chosen = new ArrayList<>();
        enough.stream()
                .filter(candidate -> candidate.surestLift() > 1)
                .sorted(MOST_PROMISING)
                .filter(candidate -> chosen.size() < most)
                .filter(candidate -> chosen.stream().noneMatch(better -> repeats(candidate, better)))
                .forEach(chosen::add);
        return new FinalistChoice(
                List.copyOf(chosen), chosen.isEmpty() ? Optional.of(why(candidates, enough)) : Optional.empty());
    }

    private static boolean enough(Scored candidate, Bar bar) {
        return candidate.counts().tp() > 0
                && candidate.counts().all() >= bar.minSampleSize() * DISCOVERY_SHARE
                && candidate.counts().fired() >= bar.minFired() * DISCOVERY_SHARE
                && candidate.counts().positives() >= bar.minPositives() * DISCOVERY_SHARE;
    }

    private static boolean repeats(Scored candidate, Scored better) {
        return candidate.behaviour().equals(better.behaviour())
                || (candidate.claim().design().equals(better.claim().design())
                        && near(candidate.counts().tp(), better.counts().tp())
                        && near(candidate.counts().fp(), better.counts().fp()));
    }

    private static boolean near(long one, long other) {
        return Math.abs(one - other) <= SAME_SUBJECTS * Math.max(one, other);
    }

    private static String why(List<Scored> candidates, List<Scored> enough) {
        long observations = candidates.stream()
                .mapToLong(candidate -> candidate.counts().all())
                .max()
                .orElse(0);
        long positives = candidates.stream()
                .mapToLong(candidate -> candidate.counts().positives())
                .max()
                .orElse(0);
        if (enough.isEmpty()) {
            return "not enough data: no candidate had enough observations, firings and outcomes for the goal's bar; at"
                    + " most " + observations + " subjects were observed, and " + positives
                    + " of them reached the outcome";
        }
        double best = enough.stream().mapToDouble(Scored::surestLift).max().orElse(0);
        return String.format(
                Locale.ROOT,
                "none of %d candidates raises the outcome for sure: the lift of the best is at least %.2f, and 1 means"
                        + " no effect",
                candidates.size(),
                best);
    }
}
