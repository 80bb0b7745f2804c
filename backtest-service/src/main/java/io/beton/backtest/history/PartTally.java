package io.beton.backtest.history;

import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import io.beton.model.match.Fate;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import java.util.Arrays;

/**
 * The observations of one part, discovery or holdout, added up; and of rolling designs what each subject's own come to,
 * and for which of them a signal would be sent.
 */
final class PartTally {
    private static final int FATES = Fate.values().length;
    /** How long after a signal the next one of the same subject is not sent, landmark to landmark. */
    private static final long COOL_DOWN = 30 * Times.DAY;

    private final long[] all = new long[FATES];
    private final long[] own = new long[FATES];
    private Clusters clusters = Clusters.NONE;
    private long ownDeliveredHits;
    private long ownDeliveredMisses;
    private long nextSignal = Long.MIN_VALUE;

    /** A subject's observations come in the order of their landmarks. */
    void add(Observation observation, Fate fate) {
        all[fate.ordinal()]++;
        own[fate.ordinal()]++;
        if (observation.fired() && observation.landmark() >= nextSignal) {
            nextSignal = observation.landmark() + COOL_DOWN;
            ownDeliveredHits += fate == Fate.TRUE_POSITIVE ? 1 : 0;
            ownDeliveredMisses += fate == Fate.FALSE_POSITIVE ? 1 : 0;
        }
    }

    /** Called where one subject can have more than one observation. */
    void endOfSubject() {
        clusters = clusters.plus(
                Clusters.ofSubject(counts(own), new Clusters.Delivered(ownDeliveredHits, ownDeliveredMisses)));
        Arrays.fill(own, 0);
        ownDeliveredHits = 0;
        ownDeliveredMisses = 0;
        nextSignal = Long.MIN_VALUE;
    }

    long count(Fate fate) {
        return all[fate.ordinal()];
    }

    CandidateCounts.Part part() {
        return new CandidateCounts.Part(counts(all), clusters);
    }

    private static Counts counts(long[] fates) {
        return new Counts(
                fates[Fate.TRUE_POSITIVE.ordinal()],
                fates[Fate.FALSE_POSITIVE.ordinal()],
                fates[Fate.FALSE_NEGATIVE.ordinal()],
                fates[Fate.TRUE_NEGATIVE.ordinal()]);
    }
}
