package io.beton.router.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.router.sink.AttemptResult;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntoldPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "404, unknown_connection, false, is deleted",
        "410, deleted_connection, false, is deleted",
        "422, not_allowed, false, [phone] may not be told",
        "422, refused, false, cannot be asked",
        "404, , true, answered 404",
        "400, , true, answered 400",
        "403, forbidden, true, beton.ingest.identity.token",
        "409, broken_connection, true, is broken",
        "503, busy, true, answered 503",
        "500, , true, answered 500"
    })
    void whatIngestSaysDecidesWhetherAnotherAttemptWouldHelp(int status, String cause, boolean again, String said) {
        // Given
        Map<String, String> problem = Map.of(
                "detail",
                "[phone] may not be told",
                "cause",
                Optional.ofNullable(cause).orElse(""));
        // When
        AttemptResult result = UntoldPolicy.sort(status, Json.mapper().valueToTree(problem));
        // Then
        assertThat(result).isInstanceOf(again ? AttemptResult.TryAgain.class : AttemptResult.Refused.class);
        assertThat(result.said()).contains(said);
        assertThat(result.status()).isEmpty();
    }
}
