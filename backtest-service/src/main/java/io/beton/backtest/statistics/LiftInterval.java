package io.beton.backtest.statistics;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Interval;
import java.util.Optional;

/**
 * The 95 % interval of lift = precision / baseline, for one observation per subject.
 *
 * <p>By the delta method on log(tp) - log(n_f) - log(P) + log(n) with all four cells multinomial. The fired are part of
 * everybody, so Katz's interval for two separate groups would be wrong here.
 */
public final class LiftInterval {
    /** The normal distribution's 97.5 % point. */
    public static final double Z = 1.959963984540054;

    private LiftInterval() {}

    /** None where a logarithm is undefined. */
    public static Optional<Interval> of(Counts counts) {
        if (counts.tp() == 0) {
            return Optional.empty();
        }
        double tp = counts.tp();
        double fired = counts.fired();
        double positives = counts.positives();
        double all = counts.all();
        double lift = (tp / fired) / (positives / all);
        double variance = Math.max(0, 1 / tp - 1 / fired - 1 / positives + (2 * lift - 1) / all);
        double reach = Math.exp(Z * Math.sqrt(variance));
        return Optional.of(new Interval(lift / reach, lift * reach));
    }
}
