package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * What an error says, to be logged and shown: without the key, should the host have sent it back, and without what
 * ClickHouse tells of a value that it could not read.
 */
final class ErrorText {
    private static final Pattern ABOUT_A_VALUE = Pattern.compile(
            "cannot_.*|incorrect_data|type_mismatch|unexpected_data_after_parsed_value|value_is_out_of_range.*");

    private ErrorText() {}

    static String of(JsonNode body, ApiKey key) {
        String code = body.path("code").asText("");
        return ABOUT_A_VALUE.matcher(code).matches()
                ? code + "; its text may hold a value, and is left out"
                : key.redact(body.path("detail").asText(""));
    }
}
