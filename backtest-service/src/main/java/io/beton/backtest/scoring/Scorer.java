package io.beton.backtest.scoring;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.postings.SealedHistory;
import io.beton.model.backtest.CandidateCounts;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Counts every candidate of a request, in one pass over blocks of subjects.
 *
 * <p>Counts are whole numbers and add up in any order, so each thread at hand takes the next block that is left.
 */
public final class Scorer {
    private Scorer() {}

    /** Seals the history and counts it: one entry per candidate, in the request's order. */
    public static List<CandidateCounts> score(PartitionHistory history) {
        return score(history.seal());
    }

    public static List<CandidateCounts> score(SealedHistory history) {
        AtomicInteger next = new AtomicInteger();
        int threads =
                Math.max(1, Math.min(history.blocks(), Runtime.getRuntime().availableProcessors()));
        return IntStream.range(0, threads)
                .parallel()
                .mapToObj(thread -> blocks(history, next))
                .reduce(Scorer::sum)
                .orElseThrow();
    }

    private static List<CandidateCounts> blocks(SealedHistory history, AtomicInteger next) {
        Plan plan = new Plan(history);
        for (int block = next.getAndIncrement(); block < history.blocks(); block = next.getAndIncrement()) {
            plan.over(history.block(block));
        }
        return plan.counts();
    }

    private static List<CandidateCounts> sum(List<CandidateCounts> one, List<CandidateCounts> other) {
        return IntStream.range(0, one.size())
                .mapToObj(i -> one.get(i).plus(other.get(i)))
                .toList();
    }
}
