package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerBodyTest {
    private final RowReader<List<JsonNode>> reader = RowReader.rows();

    @Test
    void rowsAreHandedOnAndTheRestIsKept() throws IOException {
        // When
        JsonNode members = AnswerBody.rows(
                body(
                        "{\"hogql\":\"x\",\"types\":[[\"a\",\"b\"]],\"results\":[[1,\"a\"],[2,null]],\"timezone\":\"UTC\"}"),
                reader);

        // Then
        assertThat(reader.result()).hasSize(2);
        assertThat(reader.result().get(1).get(0).asInt()).isEqualTo(2);
        assertThat(members.path("timezone").asText()).isEqualTo("UTC");
        assertThat(members.has("results")).isTrue();
        assertThat(members.has("types")).isFalse();
    }

    @Test
    void anAnswerWithoutResultsSaysSo() throws IOException {
        // When, Then
        assertThat(AnswerBody.rows(body("{\"ok\":true}"), reader).has("results"))
                .isFalse();
        assertThat(AnswerBody.rows(body("{\"results\":null}"), reader).has("results"))
                .isFalse();
    }

    @Test
    void anAnswerThatBreaksOffFails() {
        // When, Then
        assertThatThrownBy(() -> AnswerBody.rows(body("{\"results\":[[1],[2"), reader))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> AnswerBody.rows(body("{\"results\":[[1]]"), reader))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aWebPageIsNoJson() throws IOException {
        // When, Then
        assertThat(AnswerBody.rows(body("<html></html>"), reader).isMissingNode())
                .isTrue();
        assertThat(AnswerBody.rows(body(""), reader).isMissingNode()).isTrue();
        assertThat(AnswerBody.small(body("<html>")).isMissingNode()).isTrue();
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
