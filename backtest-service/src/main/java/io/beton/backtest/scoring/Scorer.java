package io.beton.backtest.scoring;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.watch.WatchCount;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.hypothesis.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Counts every candidate of a request, in one pass over blocks of subjects.
 *
 * <p>Counts are whole numbers and add up in any order, so each thread at hand takes the next block that is left.
 */
public final class Scorer {
    /** Of one thread's plan, at most about. */
    private static final long MOST_BYTES = 64L << 20;

    private Scorer() {}

    /** Seals the history and counts it: one entry per candidate, in the request's order. */
    public static List<CandidateCounts> score(PartitionHistory history) {
        return score(history.seal());
    }

    public static List<CandidateCounts> score(SealedHistory history) {
        List<CandidateCounts> counts = turns(history).stream()
                .flatMap(claims -> score(history, claims).stream())
                .toList();
        return WatchCount.added(history, counts);
    }

    /** Claims that are counted in one pass: all, unless their sets together would take too much memory. */
    private static List<List<Claim>> turns(SealedHistory history) {
        List<List<Claim>> turns = new ArrayList<>(List.of(new ArrayList<>()));
        long bytes = 0;
        for (Candidate candidate : history.request().candidates()) {
            long more = Plan.bytesOf(candidate.claim(), history);
            if (bytes + more > MOST_BYTES && bytes > 0) {
                turns.add(new ArrayList<>());
                bytes = 0;
            }
            turns.get(turns.size() - 1).add(candidate.claim());
            bytes += more;
        }
        return turns;
    }

    private static List<CandidateCounts> score(SealedHistory history, List<Claim> claims) {
        AtomicInteger next = new AtomicInteger();
        int threads =
                Math.max(1, Math.min(history.blocks(), Runtime.getRuntime().availableProcessors()));
        return IntStream.range(0, threads)
                .parallel()
                .mapToObj(thread -> blocks(history, claims, next))
                .reduce(Scorer::sum)
                .orElseThrow();
    }

    private static List<CandidateCounts> blocks(SealedHistory history, List<Claim> claims, AtomicInteger next) {
        Plan plan = new Plan(history, claims);
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
