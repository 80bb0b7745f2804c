package io.beton.router.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.router.sink.AttemptResult;
import java.time.Duration;
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
        "422, not_expressible, false, cannot be asked",
        "503, refused, true, answered 503",
        "503, too_large, true, too much",
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
        Optional<Duration> asked = Optional.of(Duration.ofMinutes(30));
        // When
        AttemptResult result = result(UntoldPolicy.sort(status, Json.mapper().valueToTree(problem), asked));
        // Then
        assertThat(result).isInstanceOf(again ? AttemptResult.TryAgain.class : AttemptResult.Refused.class);
        assertThat(result.said()).contains(said);
        assertThat(result.status()).isEmpty();
        if (status == 503) {
            assertThat(((AttemptResult.TryAgain) result).notBefore()).isEqualTo(asked);
        }
    }

    private static AttemptResult result(Asked asked) {
        return asked instanceof Asked.TooMuch much ? much.result() : ((Asked.Untold) asked).result();
    }
}
