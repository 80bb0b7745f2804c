package io.beton.hypothesis.search;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import io.beton.model.backtest.SearchScores.Score;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Selector;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/** A claim with its numbers; only those of discovery, since a search may look at nothing else. */
public record Scored(int position, Idea idea, Score score) {
    /** The surest lift first; recall decides between equals. */
    static final Comparator<Scored> BEST_FIRST = Comparator.comparingDouble(Scored::surestLift)
            .thenComparingDouble(Scored::recall)
            .reversed()
            .thenComparingInt(Scored::position);

    public Claim claim() {
        return idea.claim();
    }

    Condition condition() {
        return idea.claim().condition();
    }

    Design design() {
        return idea.claim().design();
    }

    public Counts counts() {
        return score.counts();
    }

    /** The lower end of the lift's interval; 0 where there is none. */
    public double surestLift() {
        return score.liftInterval().map(Interval::lower).orElse(0.0);
    }

    public double lift() {
        Counts counts = counts();
        return counts.tp() == 0
                ? 0
                : (double) counts.tp() * counts.all() / ((double) counts.fired() * counts.positives());
    }

    public double recall() {
        return counts().positives() == 0 ? 0 : (double) counts().tp() / counts().positives();
    }

    /** The standard error of the lift's logarithm. */
    double error() {
        return surestLift() == 0 ? Double.POSITIVE_INFINITY : (Math.log(lift()) - Math.log(surestLift())) / Chance.Z;
    }

    /** What subjects do or do not do, whatever its form: its events, and of traits what they are about. */
    Set<Selector> behaviour() {
        return condition()
                .selectors()
                .map(selector -> FrequentFilters.trait(selector) ? selector : Selector.of(selector.event()))
                .collect(Collectors.toSet());
    }

    Set<String> events() {
        return condition().selectors().map(Selector::event).collect(Collectors.toSet());
    }

    /** Whether it is about events as a whole, not about a part of their occurrences. */
    boolean whole() {
        return condition()
                .selectors()
                .allMatch(selector -> selector.where().isEmpty() || FrequentFilters.trait(selector));
    }
}
