package io.beton.hypothesis.advisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a model that fails, and what it costs. */
class ModelFailureTest extends AskedModel {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "I would rather talk about the weather.",
                "{\"hypotheses\": [",
                "{\"hypotheses\": {}}",
                "{\"ideas\": []}",
                "{\"hypotheses\": [], \"hypotheses\": []}",
                "[{\"claim\": 1}]",
            })
    void anAnswerThatIsNoSuchJsonIsNoAdvice(String text) {
        // Given
        endpoint.says(text);
        // Then
        assertNoAdvice("did not answer with the JSON", "unusable", 1);
        assertThat(counted("tokens", "kind", "output")).isEqualTo(200);
    }

    @Test
    void nestingWithoutEndIsNoAdvice() {
        // Given
        endpoint.says(hypotheses("{\"claim\": {\"condition\": " + "{\"not\": ".repeat(50_000) + "}".repeat(50_002)));
        // Then
        assertNoAdvice("did not answer with the JSON", "unusable", 1);
    }

    @Test
    void anAnswerThatWasCutIsNoAdvice() {
        // Given
        endpoint.completes(hypotheses(INVITES), "length");
        // Then
        assertNoAdvice("beton.hypothesis.advisor.max-output-tokens", "unusable", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "{\"choices\": []}", "{\"choices\": [{\"message\": null}]}", "[]"})
    void anAnswerThatIsNoCompletionIsNoAdvice(String body) {
        // Given
        endpoint.answers(200, body);
        // Then
        assertNoAdvice("no chat completion", "unusable", 1);
    }

    @Test
    void anAnswerWithoutMeasureIsNotTakenIn() {
        // Given
        endpoint.says(hypotheses(INVITES) + " ".repeat(3_000_000));
        // Then
        assertNoAdvice("more than 2000000 bytes", "unusable", 1);
    }

    @ParameterizedTest
    @CsvSource({
        "401, refused, 1, beton.hypothesis.advisor.key",
        "404, refused, 1, beton.hypothesis.advisor.model",
        "400, refused, 1, beton.hypothesis.advisor.reasoning",
        "429, unavailable, 2, answered 429",
        "500, unavailable, 2, answered 500",
        "503, unavailable, 2, answered 503",
    })
    void anEndpointThatFailsIsAskedOnceMoreOnlyWhereThatMayHelp(int status, String result, int times, String said) {
        // Given
        endpoint.answers(status, "{\"error\": {\"message\": \"Incorrect API key provided: sk-secret\"}}");
        // Then
        assertNoAdvice(said, result, times);
    }

    @Test
    void anEndpointThatWasBusyAnswersAtTheSecondTry() {
        // Given
        endpoint.answers(429, "{}").says(hypotheses(INVITES));
        // When
        Advice advice = advise(true);
        // Then
        assertThat(advice.suggestions()).hasSize(1);
        assertThat(endpoint.asked()).hasSize(2);
    }

    @Test
    void aLineThatBreaksOffIsTriedOnceMore() {
        // Given
        endpoint.breaksOff();
        // Then
        assertNoAdvice("broke off", "unavailable", 2);
    }

    @Test
    void anAnswerWithoutAnEndIsNotWaitedFor() {
        // Given
        configured = configured.with("timeout", "PT2S");
        endpoint.dawdles();
        // Then
        assertNoAdvice("within PT2S", "timeout", 1);
    }

    @Test
    void theKeyGoesNowhereElse() {
        // Given
        try (ScriptedEndpoint elsewhere = new ScriptedEndpoint().says(hypotheses(INVITES))) {
            endpoint.leadsTo(elsewhere.url());
            // Then
            assertNoAdvice("a redirect is not followed", "refused", 1);
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void withoutAKeyNoneIsSentAndAReasoningModelGetsWhatItTakes() {
        // Given
        configured = configured.with("key", "").with("reasoning", "true");
        endpoint.says(hypotheses());
        // When
        advise(true);
        // Then
        ScriptedEndpoint.Asked asked = endpoint.asked().get(0);
        assertThat(asked.authorization()).isEmpty();
        assertThat(asked.body().has("temperature")).isFalse();
        assertThat(asked.body().has("max_tokens")).isFalse();
        assertThat(asked.body().get("max_completion_tokens").asInt()).isEqualTo(6000);
    }

    @Test
    void tokensAreCountedAndCostWhereItIsPriced() {
        // Given
        endpoint.says(hypotheses());
        // When
        advise(true);
        // Then
        assertThat(counted("tokens", "kind", "input")).isEqualTo(1000);
        assertThat(counted("tokens", "kind", "output")).isEqualTo(200);
        assertThat(meters.find("beton.advisor.cost").counter()).isNull();
        // Given
        configured = configured.with("price.input", "2").with("price.output", "10");
        // When
        advise(true);
        // Then
        assertThat(meters.get("beton.advisor.cost").counter().count()).isCloseTo(0.004, within(1e-9));
    }

    private void assertNoAdvice(String said, String result, int times) {
        // When
        Advice advice = advise(true);
        // Then
        assertThat(advice.suggestions()).isEmpty();
        assertThat(advice.failure().orElseThrow()).contains(said).doesNotContain("sk-secret");
        assertThat(endpoint.asked()).hasSize(times);
        assertThat(counted("calls", "result", result)).isEqualTo(1);
    }
}
