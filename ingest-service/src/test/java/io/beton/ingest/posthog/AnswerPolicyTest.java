package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.ingest.posthog.SourceFailure.Kind;
import io.beton.model.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerPolicyTest {
    private static final ApiKey KEY = new ApiKey("phx_secret");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | authentication_failed | Personal API key found in request Authorization header is invalid. | WRONG_KEY
            403 | permission_denied | API key missing required scope 'query:read' | MISSING_SCOPE
            403 | permission_denied | API keys with scoped projects are only supported on project-based endpoints. | NO_ACCESS
            403 | permission_denied | You don't have access to the project. | NO_ACCESS
            404 | not_found | Project not found. | UNKNOWN_PROJECT
            400 | hogql_query_error | Unable to resolve field: foo | REFUSED
            400 | too_many_bytes | Limit for rows exceeded | TOO_LARGE
            429 | throttled | Request was throttled. | BUSY
            503 | error | Queries are a little too busy right now. | BUSY
            504 | error | Query has hit the max execution time | TOO_LARGE
            512 | error | Estimated query execution time is too long | TOO_LARGE
            513 | clickhouse_memory_limit_exceeded | Out of memory | TOO_LARGE
            500 | error | ClickHouse error while executing query. | REFUSED
            """)
    void eachAnswerIsOfOneKind(int status, String code, String detail, Kind kind) {
        // When
        SourceFailure failure =
                AnswerPolicy.failure(answer(status, envelope(code, detail), -1)).orElseThrow();

        // Then
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(detail);
    }

    @ParameterizedTest
    @CsvSource({"502, BUSY", "504, BUSY", "200, NOT_POSTHOG", "302, NOT_POSTHOG", "404, NOT_POSTHOG", "401, NOT_POSTHOG"
    })
    void whatIsNoJsonIsAGatewayOrNoPostHog(int status, Kind kind) {
        // When, Then
        assertThat(AnswerPolicy.failure(answer(status, MissingNode.getInstance(), -1)))
                .map(SourceFailure::kind)
                .contains(kind);
    }

    @Test
    void jsonOfSomebodyElseIsNoPostHog() {
        // Given
        JsonNode body = Json.mapper().valueToTree(Map.of("message", "Not Found"));

        // When, Then
        assertThat(AnswerPolicy.failure(answer(404, body, -1)))
                .map(SourceFailure::kind)
                .contains(Kind.NOT_POSTHOG);
    }

    @Test
    void theTimeToWaitIsKept() {
        // When
        SourceFailure failure = AnswerPolicy.failure(answer(429, envelope("throttled", "wait"), 43))
                .orElseThrow();

        // Then
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(43));
    }

    @Test
    void aKeyThatIsSentBackIsNotRepeated() {
        // When
        SourceFailure failure = AnswerPolicy.failure(answer(401, envelope("x", "no such key: phx_secret"), -1))
                .orElseThrow();

        // Then
        assertThat(failure).hasMessageContaining("[secret]");
        assertThat(failure.getMessage()).doesNotContain("phx_secret");
    }

    private static JsonNode envelope(String code, String detail) {
        return Json.mapper().valueToTree(Map.of("type", "invalid_request", "code", code, "detail", detail));
    }

    private static PostHogClient.Answer answer(int status, JsonNode body, long retryAfter) {
        return new PostHogClient.Answer(status, body, retryAfter, -1, KEY);
    }
}
