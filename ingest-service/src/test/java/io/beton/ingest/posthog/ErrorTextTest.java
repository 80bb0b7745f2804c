package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {
    private static final ApiKey KEY = new ApiKey("phx_secret");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cannot_parse_text       | Cannot parse string 'ann@private.example' as Float64
            cannot_parse_uuid       | Cannot parse uuid ann@private.example
            cannot_convert_type     | Type mismatch in IN or VALUES section: ann@private.example
            incorrect_data          | ann@private.example
            type_mismatch           | Cannot convert string ann@private.example to type UInt8
            """)
    void whatClickHouseSaysOfAValueIsLeftOut(String code, String detail) {
        // When, Then
        assertThat(ErrorText.of(error(code, detail), KEY)).startsWith(code).doesNotContain("ann@private");
    }

    @Test
    void everythingElseIsKeptButTheKey() {
        // When, Then
        assertThat(ErrorText.of(error("authentication_failed", "Bearer phx_secret is invalid 'query:read'"), KEY))
                .isEqualTo("Bearer [secret] is invalid 'query:read'");
    }

    private static JsonNode error(String code, String detail) {
        return Json.mapper().valueToTree(Map.of("type", "validation_error", "code", code, "detail", detail));
    }
}
