package io.beton.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.model.event.SubjectBucket;
import io.beton.model.id.SubjectId;
import java.util.Base64;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.JaccardSimilarity;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Sketches;
import org.junit.jupiter.api.Test;

class SubjectSketchTest {
    private static final int PARTITIONS = 4;

    @Property(tries = 100)
    void theUnionOfPartitionsIsTheSketchOfTheWhole(
            @ForAll @IntRange(max = 6_000) int subjects, @ForAll @IntRange(max = 1_000) int seed) {
        // When
        String union = SubjectSketch.union(IntStream.range(0, PARTITIONS)
                .mapToObj(partition ->
                        sketch(seed, subjects, i -> SubjectBucket.of(subject(seed + i), PARTITIONS) == partition)));
        // Then
        assertThat(union).isEqualTo(sketch(seed, subjects, i -> true));
    }

    @Test
    void whatTwoSketchesShareIsNearWhatTheirSubjectsShare() {
        // Given
        Sketch some = read(sketch(0, 30_000, i -> i < 20_000));
        Sketch others = read(sketch(0, 30_000, i -> i >= 5_000));
        // When
        double[] estimate = JaccardSimilarity.jaccard(some, others);
        // Then
        assertThat(estimate[1]).isCloseTo(15_000.0 / 30_000, within(0.05));
        assertThat(some.getEstimate()).isCloseTo(20_000, within(2_000.0));
    }

    private static String sketch(int from, int count, IntPredicate members) {
        SubjectSketch sketch = new SubjectSketch();
        IntStream.range(0, count).filter(members).forEach(i -> sketch.add(subject(from + i)));
        return sketch.text();
    }

    private static SubjectId subject(int number) {
        return new SubjectId("subject " + number);
    }

    private static Sketch read(String text) {
        return Sketches.wrapSketch(Memory.wrap(Base64.getDecoder().decode(text)));
    }
}
