package io.beton.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.golden.Golden;
import io.beton.model.id.ConnectionId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any version sealed is opened by this one. */
class GoldenKeysTest {

    static List<Golden> sealed() {
        return Golden.of("ingest.connection.sealed_key");
    }

    @ParameterizedTest
    @MethodSource("sealed")
    void itOpens(Golden golden) {
        // Given
        String masterKey =
                Golden.file(golden.version(), "master-keys.json").path("ingest").asText();
        // When
        String key = MasterKeys.seal(masterKey, List.of())
                .open(new ConnectionId(golden.beside().get("id")), golden.value())
                .reveal();
        // Then
        assertThat(key).startsWith("phx_").hasSize(68);
    }
}
