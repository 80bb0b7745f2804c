package io.beton.ingest.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.golden.Golden;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any version stored in the schema is read by this one, and what this one stores, with more in it, by the one before. */
class GoldenRowsTest {
    private static final Map<String, Class<?>> TEXTS = Map.of(
            "ingest.connection.facts", ConnectionFacts.class,
            "ingest.taxonomy.document", Taxonomy.class,
            "ingest.history.document", ReadHistory.class,
            "ingest.outbox.headers", JsonNode.class);

    static List<Golden> texts() {
        return Golden.ofSchema("ingest").stream()
                .filter(golden -> !List.of("ingest.connection.sealed_key", "ingest.published.events")
                        .contains(golden.what()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingOfItIsLost(Golden golden) {
        assertThat(golden.lostBy(Json.read(golden.value(), TEXTS.get(golden.what()))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whatALaterVersionStoresBesidesIsPassedOver(Golden golden) {
        Class<?> type = TEXTS.get(golden.what());
        String later = type == JsonNode.class ? golden.text() : golden.textOfALaterVersion();
        assertThat(Json.read(later, type)).isEqualTo(Json.read(golden.value(), type));
    }
}
