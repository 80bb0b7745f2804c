package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.signal.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldMappingTest {
    private static final Signal SIGNAL = Json.read("""
            {"signal_id": "sig", "hypothesis_id": "hyp", "hypothesis_version": 2, "hypothesis": "Costs $1 {really}",
             "type": "churn", "connection_id": "con", "subject": {"kind": "person", "id": "ann"},
             "fired_at": "2026-11-01T00:00:00Z", "events": [], "backtest": {"window_days": 90, "sample_size": 7}}
            """, Signal.class);

    @Test
    void aSingleMemberKeepsItsTypeATextIsFilledInAndWhatIsAbsentIsLeftOut() {
        // Given
        FieldMapping fields = Json.read("""
                {"size": "{backtest.sample_size}", "who": "{subject.kind} {subject.id}", "sure": "{confidence}",
                 "text": "{confidence}: {hypothesis}", "team": "growth"}""", FieldMapping.class);
        // When
        JsonNode values = fields.of(SIGNAL);
        // Then
        assertThat(values.toString())
                .isEqualTo("{\"size\":7,\"who\":\"person ann\",\"text\":\"-: Costs $1 {really}\",\"team\":\"growth\"}");
    }

    @Test
    void withoutFieldsTheWholeSignalIsTold() {
        assertThat(FieldMapping.NONE.orWhole(SIGNAL)).isEqualTo(Json.mapper().valueToTree(SIGNAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{subject.name}", "{}", "{events}", "{backtest}"})
    void whatIsNoMemberOfASignalIsRefused(String template) {
        assertThatThrownBy(() -> new Template(template)).isInstanceOf(InvalidMember.class);
    }
}
