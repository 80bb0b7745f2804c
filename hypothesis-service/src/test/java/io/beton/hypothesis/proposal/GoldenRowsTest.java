package io.beton.hypothesis.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.hypothesis.goal.Goal;
import io.beton.hypothesis.retest.Look;
import io.beton.hypothesis.search.Level;
import io.beton.model.Json;
import io.beton.model.backtest.Report;
import io.beton.model.backtest.SearchScores;
import io.beton.model.golden.Golden;
import io.beton.model.hypothesis.Hypothesis;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any version stored in the schema is read by this one, and what this one stores, with more in it, by the one before. */
class GoldenRowsTest {
    private static final Map<String, Class<?>> DOCUMENTS = Map.of(
            "goal", Goal.class,
            "exploration", Exploration.class,
            "search_level", Level.class,
            "search_score", SearchScores.class,
            "hypothesis", Hypothesis.class,
            "version", Hypothesis.class,
            "report", Report.class,
            "look", Look.class,
            "outbox", JsonNode.class);

    static List<Golden> rows() {
        return Golden.ofSchema("hypothesis");
    }

    static Stream<Golden> documents() {
        return rows().stream().filter(golden -> golden.what().endsWith(".document"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void nothingOfItIsLost(Golden golden) {
        assertThat(golden.lostBy(Json.read(golden.value(), type(golden)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatALaterVersionStoresBesidesIsPassedOver(Golden golden) {
        assertThat(Json.text(Json.read(golden.textOfALaterVersion(), type(golden))))
                .isEqualTo(Json.text(Json.read(golden.value(), type(golden))));
    }

    private static Class<?> type(Golden golden) {
        return DOCUMENTS.get(golden.what().split("\\.")[1]);
    }
}
