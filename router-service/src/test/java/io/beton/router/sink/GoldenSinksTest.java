package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.model.golden.Golden;
import io.beton.model.id.SinkId;
import io.beton.model.signal.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any version stored of sinks and signals is read by this one, and what it sealed is opened. */
class GoldenSinksTest {
    private static final Map<String, Class<?>> TEXTS = Map.of(
            "router.sink.settings", ObjectNode.class,
            "router.sink.filter", SinkFilter.class,
            "router.sink.fields", FieldMapping.class,
            "router.signal.document", Signal.class,
            "router.outbox.headers", JsonNode.class);

    static List<Golden> texts() {
        return Golden.ofSchema("router").stream()
                .filter(golden -> !List.of("router.sink.secret", "router.subject_row.states")
                        .contains(golden.what()))
                .toList();
    }

    static List<Golden> sealed() {
        return Golden.of("router.sink.secret");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void nothingOfItIsLost(Golden golden) {
        assertThat(golden.lostBy(Json.read(golden.value(), TEXTS.get(golden.what()))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sealed")
    void itOpens(Golden golden) {
        // Given
        String masterKey =
                Golden.file(golden.version(), "master-keys.json").path("router").asText();
        SecretSeal seal = new SecretSeal(Settings.STRICT.withKey(masterKey));
        // When
        String secret = seal.open(new SinkId(golden.beside().get("sink_id")), golden.value());
        // Then
        assertThat(Json.read(secret, ObjectNode.class).has("url")).isTrue();
        assertThat(secret).contains("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }
}
