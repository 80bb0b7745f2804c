package io.beton.backtest.scoring;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.watch.WatchCount;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.hypothesis.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Counts every candidate of a request, in one pass over blocks of subjects.
 *
 * <p>Counts are whole numbers and add up in any order, so each thread at hand takes the next block that is left. Who is
 * interrupted meanwhile has no counts, but a {@link CancellationException}.
 */
public final class Scorer {
    /** Of one thread's plan, at most about. */
    private static final long MOST_BYTES = 64L << 20;

    private Scorer() {}

    /** Seals the history and counts it for the request that it was read for. */
    public static List<CandidateCounts> score(PartitionHistory history) {
        return score(history.seal());
    }

    /** One entry per candidate of the request that the history was read for, in that one's order. */
    public static List<CandidateCounts> score(SealedHistory history) {
        return score(history, history.request()).counts();
    }

    /** @param asked asks no more than what was read */
    public static Scores score(SealedHistory history, HistoryRequest asked) {
        Scores scores = turns(history, asked).stream()
                .map(claims -> score(history, claims, asked))
                .reduce(Scores::followedBy)
                .orElseThrow();
        return new Scores(WatchCount.added(history, asked, scores.counts()), scores.sketches());
    }

    /** Claims that are counted in one pass: all, unless their sets together would take too much memory. */
    private static List<List<Claim>> turns(SealedHistory history, HistoryRequest asked) {
        List<List<Claim>> turns = new ArrayList<>(List.of(new ArrayList<>()));
        long bytes = 0;
        for (Candidate candidate : asked.candidates()) {
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

    private static Scores score(SealedHistory history, List<Claim> claims, HistoryRequest asked) {
        AtomicInteger next = new AtomicInteger();
        Thread asking = Thread.currentThread();
        int threads =
                Math.max(1, Math.min(history.blocks(), Runtime.getRuntime().availableProcessors()));
        return IntStream.range(0, threads)
                .parallel()
                .mapToObj(thread -> blocks(history, new Plan(history, claims, asked), next, asking))
                .reduce(Scores::plus)
                .orElseThrow();
    }

    /** @param asking who is interrupted where nobody wants the counts any more */
    private static Scores blocks(SealedHistory history, Plan plan, AtomicInteger next, Thread asking) {
        for (int block = next.getAndIncrement(); block < history.blocks(); block = next.getAndIncrement()) {
            if (asking.isInterrupted()) {
                next.set(history.blocks());
                throw new CancellationException("[scoring] broken off");
            }
            plan.over(history.block(block));
        }
        return plan.scores();
    }
}
