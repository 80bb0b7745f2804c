package io.beton.backtest.postings;

import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Clusters;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.Support;
import java.util.stream.IntStream;

/** Adds up, subject by subject, what a design comes to that observes subjects more than once. */
public final class ClusterSums {
    private final long[] counts = new long[4];
    private final long[] moments = new long[10];
    private long deliveredHits;
    private long deliveredMisses;
    private long subjects;
    private long fired;
    private long positive;

    /** One subject's observations, by what became of them; a subject without any adds nothing. */
    public void add(long tp, long fp, long fn, long tn) {
        if ((tp | fp | fn | tn) == 0) {
            return;
        }
        counts[0] += tp;
        counts[1] += fp;
        counts[2] += fn;
        counts[3] += tn;
        moments[0] += tp * tp;
        moments[1] += tp * fp;
        moments[2] += tp * fn;
        moments[3] += tp * tn;
        moments[4] += fp * fp;
        moments[5] += fp * fn;
        moments[6] += fp * tn;
        moments[7] += fn * fn;
        moments[8] += fn * tn;
        moments[9] += tn * tn;
        subjects++;
        fired += (tp | fp) == 0 ? 0 : 1;
        positive += (tp | fn) == 0 ? 0 : 1;
    }

    /**
     * A subject fired that has been added as one that did not.
     *
     * @param positives of its observations, fired or not
     */
    public void fire(long tp, long fp, long positives, long negatives) {
        add(tp, fp, positives - tp, negatives - fp);
        counts[2] -= positives;
        counts[3] -= negatives;
        moments[7] -= positives * positives;
        moments[8] -= positives * negatives;
        moments[9] -= negatives * negatives;
        subjects--;
        positive -= positives == 0 ? 0 : 1;
    }

    /** A signal that would be sent. */
    public void deliver(boolean hit) {
        if (hit) {
            deliveredHits++;
        } else {
            deliveredMisses++;
        }
    }

    public CandidateCounts.Part part() {
        return with(new ClusterSums());
    }

    /** Both together. */
    public CandidateCounts.Part with(ClusterSums other) {
        return new CandidateCounts.Part(
                new Counts(
                        counts[0] + other.counts[0],
                        counts[1] + other.counts[1],
                        counts[2] + other.counts[2],
                        counts[3] + other.counts[3]),
                new Clusters(
                        IntStream.range(0, moments.length)
                                .mapToObj(i -> moments[i] + other.moments[i])
                                .toList(),
                        new Clusters.Delivered(
                                deliveredHits + other.deliveredHits, deliveredMisses + other.deliveredMisses),
                        new Support(subjects + other.subjects, fired + other.fired, positive + other.positive)));
    }
}
