package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.identity.SubjectIdentity;
import io.beton.model.signal.Signal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldMappingTest {
    private static final Signal SIGNAL = Json.read("""
            {"signal_id": "sig", "hypothesis_id": "hyp", "hypothesis_version": 2, "hypothesis": "Costs $1 {really}",
             "type": "churn", "connection_id": "con", "subject": {"kind": "person", "id": "ann"},
             "fired_at": "2026-11-01T00:00:00Z", "events": [], "backtest": {"window_days": 90, "sample_size": 7}}
            """, Signal.class);

    private static final IdentifiedSignal KNOWN = new IdentifiedSignal(
            SIGNAL,
            new SubjectIdentity(
                    SIGNAL.subject().id(),
                    Map.of("email", TextNode.valueOf("ann@acme.example"), "plan/size.of it", IntNode.valueOf(7)),
                    Optional.of("ann-1")));

    @Test
    void aSingleMemberKeepsItsTypeATextIsFilledInAndWhatIsAbsentIsLeftOut() {
        // Given
        FieldMapping fields = Json.read("""
                {"size": "{backtest.sample_size}", "who": "{subject.kind} {subject.id}", "sure": "{confidence}",
                 "text": "{confidence}: {hypothesis}", "team": "growth"}""", FieldMapping.class);
        // When
        JsonNode values = fields.of(IdentifiedSignal.of(SIGNAL));
        // Then
        assertThat(values.toString())
                .isEqualTo("{\"size\":7,\"who\":\"person ann\",\"text\":\"-: Costs $1 {really}\",\"team\":\"growth\"}");
    }

    @Test
    void withoutFieldsTheWholeSignalIsTold() {
        assertThat(FieldMapping.NONE.orWhole(KNOWN)).isEqualTo(Json.mapper().valueToTree(SIGNAL));
    }

    @Test
    void whatIsKnownOfTheSubjectIsToldWhereItIsNamed() {
        // Given
        FieldMapping fields = Json.read("""
                {"who": "{subject.properties.email}", "size": "{subject.properties.plan/size.of it}",
                 "id": "{subject.distinct_id}", "phone": "{subject.properties.phone}",
                 "text": "{subject.properties.email} ({subject.properties.phone})"}""", FieldMapping.class);
        // Then
        assertThat(fields.of(KNOWN).toString())
                .isEqualTo(
                        "{\"who\":\"ann@acme.example\",\"size\":7,\"id\":\"ann-1\",\"text\":\"ann@acme.example (-)\"}");
        assertThat(fields.wanted()).isEqualTo(new Wanted(Set.of("email", "plan/size.of it", "phone"), true));
        assertThat(new Template("{subject.distinct_id} {subject.properties.phone}").lacking(KNOWN))
                .contains("subject.properties.phone");
        assertThat(KNOWN.toString()).doesNotContain("acme", "ann-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{subject.name}",
                "{}",
                "{events}",
                "{backtest}",
                "{subject.properties. }",
                "{subject.properties}"
            })
    void whatIsNoMemberOfASignalIsRefused(String template) {
        assertThatThrownBy(() -> new Template(template)).isInstanceOf(InvalidMember.class);
    }
}
