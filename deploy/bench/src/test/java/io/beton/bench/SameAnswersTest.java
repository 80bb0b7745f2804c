package io.beton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the bench compares gives the same numbers, whichever way DuckDB is asked. */
class SameAnswersTest {
    private static final World WORLD = World.of(3_000, 60_000, 7);
    private static final List<Asked> ASKED = Asked.anchored(1_400).stream()
            .filter(asked -> asked.name() % 8 == 0)
            .toList();

    @Test
    void engineAndDuckDbAgree() throws SQLException {
        Engine engine = new Engine(WORLD);
        try (DuckDb duck = new DuckDb(WORLD)) {
            assertThat(Engine.score(engine.read(ASKED).sealed()))
                    .isEqualTo(duck.byHistogram(ASKED))
                    .startsWith(duck.anchored(ASKED.get(0)));
            assertThat(Engine.score(engine.read(ASKED.subList(0, 20)).sealed()))
                    .isEqualTo(duck.byColumns(ASKED.subList(0, 20)));
            assertThat(Engine.score(engine.read(List.of(Asked.daily())).sealed()))
                    .isEqualTo(List.of(duck.rolling(Asked.daily())));
        }
    }
}
