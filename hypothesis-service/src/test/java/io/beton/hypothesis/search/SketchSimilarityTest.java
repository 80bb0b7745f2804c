package io.beton.hypothesis.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.SearchScores.Score;
import io.beton.model.backtest.Support;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.datasketches.theta.UpdateSketch;
import org.junit.jupiter.api.Test;

class SketchSimilarityTest {
    @Test
    void itIsTheShareOfSubjectsInCommon() {
        // Given
        List<Idea> ideas = List.of(idea(40), idea(41), idea(42));
        Level level = new Level(ideas, List.of(), 0, 0, true);
        List<Score> scores = List.of(score(fired(0, 90)), score(fired(10, 100)), score(Optional.empty()));

        // When
        Similarity similarity = SketchSimilarity.of(
                new Search(SearchLimits.DEFAULT, Bar.DEFAULT, List.of(new Search.Done(level, scores))));

        // Then
        assertThat(similarity.of(at(40), at(41))).isCloseTo(0.8, within(0.001));
        assertThat(similarity.of(at(41), at(41))).isEqualTo(1);
        assertThat(similarity.of(at(40), at(42))).isZero();
        assertThat(similarity.of(at(40), at(43))).isZero();
    }

    private static Idea idea(int position) {
        return new Idea(claim(position), List.of(position));
    }

    private static Scored at(int position) {
        return new Scored(position, Idea.of(claim(position)), score(Optional.empty()));
    }

    private static Claim claim(int atLeast) {
        return new Claim(
                Subject.PERSON,
                new Condition.Count(Selector.of("a"), atLeast),
                new Design.Anchored(Optional.empty(), 7),
                Outcome.of(Selector.of("subscribed"), 30));
    }

    private static Score score(Optional<String> sketch) {
        return new Score(Counts.NONE, Support.NONE, Optional.empty(), sketch);
    }

    private static Optional<String> fired(int from, int to) {
        UpdateSketch sketch = UpdateSketch.builder().build();
        for (int i = from; i < to; i++) {
            sketch.update("person " + i);
        }
        return Optional.of(Base64.getEncoder().encodeToString(sketch.compact().toByteArray()));
    }
}
