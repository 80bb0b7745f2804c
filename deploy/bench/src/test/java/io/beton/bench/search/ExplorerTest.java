package io.beton.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.bench.search.ExplorerBench.Found;
import io.beton.hypothesis.search.SetAside;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A few of the worlds of {@link ExplorerBench}: three about buying, one about leaving, one about adding seats. */
class ExplorerTest {
    private static List<Found> worlds;

    @BeforeAll
    static void explore() {
        worlds = IntStream.range(0, 5)
                .parallel()
                .mapToObj(seed -> ExplorerBench.found(ExplorerBench.world(seed, 5000)))
                .toList();
    }

    @Test
    void whatIsPlantedIsFound() {
        List<Boolean> hits =
                worlds.stream().flatMap(one -> one.hit().values().stream()).toList();

        assertThat(hits).hasSize(13);
        assertThat(hits.stream().filter(hit -> hit)).hasSizeGreaterThanOrEqualTo(11);
    }

    @Test
    void whatIsProposedIsPlanted() {
        List<Found> judged = worlds.stream().filter(one -> one.world().judged()).toList();

        assertThat(judged).hasSize(4);
        assertThat(judged.stream().mapToLong(Found::right).sum())
                .isGreaterThanOrEqualTo(
                        judged.stream().mapToLong(one -> one.finalists().size()).sum() * 8 / 10);
    }

    @Test
    void whatComesOfTheOutcomeIsSetAsideAndNeverProposed() {
        assertThat(worlds).allSatisfy(one -> {
            assertThat(one.effects()).isZero();
            assertThat(one.aside())
                    .extracting(SetAside::event)
                    .containsExactlyInAnyOrderElementsOf(one.world().effects());
        });
    }
}
