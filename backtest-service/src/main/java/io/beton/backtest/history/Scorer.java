package io.beton.backtest.history;

import io.beton.model.backtest.CandidateCounts;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks every candidate of a request of every subject, in one pass over the subjects.
 *
 * <p>Counts are whole numbers and add up in any order, so the subjects are split over the threads at hand.
 */
public final class Scorer {
    private Scorer() {}

    /** One entry per candidate, in the request's order. */
    public static List<CandidateCounts> score(PartitionHistory history) {
        SubjectRows rows = new SubjectRows(history);
        int subjects = Math.toIntExact(history.subjects());
        int slices = Math.max(1, Math.min(subjects, Runtime.getRuntime().availableProcessors()));
        return IntStream.range(0, slices)
                .parallel()
                .mapToObj(slice ->
                        slice(history, rows, start(subjects, slice, slices), start(subjects, slice + 1, slices)))
                .reduce(Scorer::sum)
                .orElseThrow();
    }

    private static int start(int subjects, int slice, int slices) {
        return (int) ((long) subjects * slice / slices);
    }

    private static List<CandidateCounts> slice(PartitionHistory history, SubjectRows rows, int from, int to) {
        SubjectCursor subject = new SubjectCursor(history, rows);
        List<CandidateTally> tallies = CandidateTally.all(history);
        for (int number = from; number < to; number++) {
            subject.moveTo(number);
            for (CandidateTally tally : tallies) {
                tally.count(subject);
            }
        }
        return tallies.stream().map(CandidateTally::counts).toList();
    }

    private static List<CandidateCounts> sum(List<CandidateCounts> one, List<CandidateCounts> other) {
        return IntStream.range(0, one.size())
                .mapToObj(i -> one.get(i).plus(other.get(i)))
                .toList();
    }
}
