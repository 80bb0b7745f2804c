package io.beton.backtest.scoring;

import io.beton.backtest.statistics.SubjectSketch;
import io.beton.model.backtest.CandidateCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What candidates come to on some of the subjects, one entry each in the order of the request; additive.
 *
 * @param sketches of who fired in discovery, in their serialised form; empty where the request asks for none
 */
public record Scores(List<CandidateCounts> counts, List<String> sketches) {

    /** Of other subjects too. */
    Scores plus(Scores other) {
        return new Scores(
                IntStream.range(0, counts.size())
                        .mapToObj(i -> counts.get(i).plus(other.counts.get(i)))
                        .toList(),
                IntStream.range(0, sketches.size())
                        .mapToObj(i -> SubjectSketch.union(Stream.of(sketches.get(i), other.sketches.get(i))))
                        .toList());
    }

    /** Of further candidates. */
    Scores followedBy(Scores further) {
        return new Scores(joined(counts, further.counts), joined(sketches, further.sketches));
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        List<T> joined = new ArrayList<>(some);
        joined.addAll(others);
        return joined;
    }
}
