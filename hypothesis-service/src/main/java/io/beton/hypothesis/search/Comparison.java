package io.beton.hypothesis.search;

import io.beton.model.backtest.Counts;

/** Whether one claim says more than another of the same design that fires wherever it does. */
final class Comparison {
    private Comparison() {}

    /** How often chance alone sets as many hits as this one has apart from those of what it was made of. */
    static double gain(Scored made, Scored part) {
        double spread = Chance.spread(made);
        Counts all = part.counts();
        Counts some = made.counts();
        return Chance.of(all.fired() / spread, all.tp() / spread, some.fired() / spread, some.tp() / spread);
    }

    /** The same where it is not within that: their lifts side by side. What a part without any hit adds is all. */
    static double apart(Scored made, Scored part) {
        if (part.counts().tp() == 0) {
            return 0;
        }
        double errors = (Math.log(made.lift()) - Math.log(part.lift())) / Math.hypot(made.error(), part.error());
        return Chance.beyond(errors);
    }

    /** How often chance alone sets the rest of a part apart from those for whom it does not fire. */
    static double left(Scored part, Scored made) {
        double spread = Chance.spread(part);
        Counts all = part.counts();
        Counts some = made.counts();
        return Chance.of(
                (all.all() - some.fired()) / spread,
                (all.positives() - some.tp()) / spread,
                (all.fired() - some.fired()) / spread,
                (all.tp() - some.tp()) / spread);
    }
}
