package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.beton.ingest.posthog.SourceFailure.Kind;
import io.beton.model.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerPolicyTest {
    private static final ApiKey KEY = new ApiKey("phx_secret");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | authentication_failed | Personal API key found in request Authorization header is invalid. | WRONG_KEY
            402 | api_queries_quota_exceeded | The quota is used up | QUOTA
            403 | permission_denied | API key missing required scope 'query:read' | MISSING_SCOPE
            403 | permission_denied | API keys with scoped projects are only supported on project-based endpoints. | NO_ACCESS
            403 | permission_denied | You don't have access to the project. | NO_ACCESS
            404 | not_found | Project not found. | UNKNOWN_PROJECT
            400 | hogql_query_error | Unable to resolve field: foo | REFUSED
            400 | too_many_bytes | Limit for rows exceeded | TOO_MANY_BYTES
            400 | too_many_bytes | Limit for rows exceeded. It was not run again. It can run again in about 9 minutes. | FAILURE_MEMORY
            429 | throttled | Request was throttled. Expected available in 43 seconds. | REQUEST_THROTTLE
            429 | throttled | Too many queries are running right now — please try again in a moment. | CONCURRENCY
            429 | throttled | Exceeded maximum concurrency limit: 3 for key: app | CONCURRENCY
            429 | api_queries_budget_exceeded | The hourly budget is used up | BYTE_BUDGET
            503 | error | Queries are a little too busy right now. | CLUSTER_BUSY
            503 | database_unavailable | Try again | DATABASE_UNAVAILABLE
            504 | error | Query has hit the max execution time | EXECUTION_TIME
            504 | error | Query has hit the max execution time. It was not run again. | FAILURE_MEMORY
            512 | error | Estimated query execution time is too long | ESTIMATED_TIME
            513 | clickhouse_memory_limit_exceeded | This query ran out of memory before it could finish | MEMORY
            513 | clickhouse_memory_limit_exceeded | We're under heavy load right now. Please try again in a few minutes. | CLUSTER_MEMORY
            500 | error | ClickHouse error while executing query. | REFUSED
            500 | error | Query size exceeded. | REFUSED
            """)
    void eachAnswerHasOneCause(int status, String code, String detail, Cause cause) {
        // When
        SourceFailure failure =
                AnswerPolicy.failure(answer(status, envelope(code, detail))).orElseThrow();

        // Then
        assertThat(failure.cause()).isEqualTo(cause);
        assertThat(failure).hasMessageContaining(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "502, GATEWAY",
        "503, GATEWAY",
        "504, GATEWAY",
        "429, REQUEST_THROTTLE",
        "200, NOT_POSTHOG",
        "302, NOT_POSTHOG",
        "404, NOT_POSTHOG",
        "401, NOT_POSTHOG"
    })
    void whatIsNoJsonIsAGatewayOrNoPostHog(int status, Cause cause) {
        // When, Then
        assertThat(AnswerPolicy.failure(answer(status, MissingNode.getInstance())))
                .map(SourceFailure::cause)
                .contains(cause);
    }

    @Test
    void jsonOfSomebodyElseIsNoPostHog() {
        // Given
        JsonNode body = Json.mapper().valueToTree(Map.of("message", "Not Found"));

        // When, Then
        assertThat(AnswerPolicy.failure(answer(404, body)))
                .map(SourceFailure::kind)
                .contains(Kind.NOT_POSTHOG);
    }

    @Test
    void theTimeToWaitIsKept() {
        // When
        SourceFailure failure = AnswerPolicy.failure(
                        answer(429, envelope("throttled", "wait"), Optional.of(Duration.ofSeconds(43))))
                .orElseThrow();

        // Then
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(43));
    }

    @Test
    void aKeyThatIsSentBackIsNotRepeated() {
        // When
        SourceFailure failure = AnswerPolicy.failure(answer(401, envelope("x", "no such key: phx_secret")))
                .orElseThrow();

        // Then
        assertThat(failure).hasMessageContaining("[secret]");
        assertThat(failure.getMessage()).doesNotContain("phx_secret");
    }

    private static JsonNode envelope(String code, String detail) {
        return Json.mapper().valueToTree(Map.of("type", "invalid_request", "code", code, "detail", detail));
    }

    private static PostHogClient.Answer answer(int status, JsonNode body) {
        return answer(status, body, Optional.empty());
    }

    private static PostHogClient.Answer answer(int status, JsonNode body, Optional<Duration> retryAfter) {
        return new PostHogClient.Answer(status, body, retryAfter, 0, Optional.empty(), KEY);
    }
}
