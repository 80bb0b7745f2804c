package io.beton.model.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.SubjectId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others rely on: of each version its schema as published, and a signal that must stay readable for ever. */
class SignalContractTest {

    private static final HypothesisId HYPOTHESIS = new HypothesisId("hyp_8g2k");
    private static final SubjectId SUBJECT = new SubjectId("018f4d3e-0000-7000-8000-0000000000a1");

    @Test
    void aSignalIsWrittenAsTheGoldenFileSays() throws IOException {
        // When
        ObjectNode written = (ObjectNode) Json.mapper().readTree(Json.bytes(signal()));
        // Then
        ObjectNode golden = (ObjectNode) golden();
        assertThat(written.remove("signal_id").asText()).hasSize(36);
        golden.remove("signal_id");
        assertThat(written).isEqualTo(golden);
    }

    /** A reader that checks what it gets by the schema of its time accepts what is written today. */
    @ParameterizedTest
    @ValueSource(strings = {"signal.schema.json", "signal.v1.schema.json"})
    void whatIsWrittenFitsEverySchemaThatWasPublished(String schema) throws IOException {
        // Given
        Signal.BacktestCore nothing =
                new Signal.BacktestCore(90, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), 0);
        List<Signal> signals = List.of(
                signal(),
                signal(OptionalDouble.empty(), nothing),
                signal(Subject.group("organization"), OptionalDouble.of(1), nothing));
        for (Signal signal : signals) {
            // When
            JsonNode written = Json.mapper().readTree(Json.bytes(signal));
            // Then
            assertThat(SignalSchema.of(read(schema)).faults(written)).isEmpty();
        }
    }

    @Test
    void theSchemaNamesEveryMember() throws IOException {
        // When
        SignalSchema strict = SignalSchema.of(read("signal.schema.json")).namingAll();
        // Then
        assertThat(strict.faults(golden())).isEmpty();
        assertThat(strict.faults(((ObjectNode) golden()).put("more", 1))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = "v1")
    void whatWasWrittenByAVersionFitsItsSchemaAndTodays(String version) throws IOException {
        // When
        JsonNode written = read("signal." + version + ".json");
        // Then
        assertThat(SignalSchema.of(read("signal." + version + ".schema.json")).faults(written))
                .isEmpty();
        assertThat(SignalSchema.of(read("signal.schema.json")).faults(written)).isEmpty();
        assertThat(Json.mapper().readTree(Json.bytes(Json.read(written.toString(), Signal.class))))
                .isEqualTo(written);
    }

    @Test
    void aPublishedSchemaOnlyGrows() throws IOException {
        assertThat(SignalSchema.of(read("signal.schema.json")).breaks(read("signal.v1.schema.json")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/properties, confidence, null",
        "/properties/fired_at, type, '\"integer\"'",
        "/properties/events, maxItems, 21",
        "/properties/type, enum, '[\"conversion\", \"expansion\", \"churn\", \"other\"]'",
        "/properties/subject, required, '[\"kind\"]'",
        "/properties/backtest/properties, precision, '{\"type\": \"string\"}'",
        "'', required, '[]'",
    })
    void whatAReaderCouldTripOverIsABreak(String where, String member, String changed) throws IOException {
        // Given
        JsonNode published = read("signal.v1.schema.json");
        JsonNode today = published.deepCopy();
        ObjectNode parent = (ObjectNode) today.at(where);
        // When
        if (changed.equals("null")) {
            parent.remove(member);
        } else {
            parent.set(member, Json.mapper().readTree(changed));
        }
        // Then
        assertThat(SignalSchema.of(today).breaks(published)).isNotEmpty();
    }

    @Test
    void theIdFollowsFromVersionSubjectAndObservation() {
        // Then
        assertThat(Signal.id(HYPOTHESIS, 2, SUBJECT, "anchored"))
                .isEqualTo(Signal.id(HYPOTHESIS, 2, SUBJECT, "anchored"));
        assertThat(Signal.id(HYPOTHESIS, 3, SUBJECT, "anchored"))
                .isNotEqualTo(Signal.id(HYPOTHESIS, 2, SUBJECT, "anchored"));
    }

    private static Signal signal() {
        Signal.BacktestCore backtest = new Signal.BacktestCore(
                90, OptionalDouble.of(0.71), OptionalDouble.of(0.42), OptionalDouble.of(4.3), 1284);
        return signal(OptionalDouble.of(0.62), backtest);
    }

    private static Signal signal(OptionalDouble confidence, Signal.BacktestCore backtest) {
        return signal(Subject.PERSON, confidence, backtest);
    }

    private static Signal signal(Subject subject, OptionalDouble confidence, Signal.BacktestCore backtest) {
        return new Signal(
                Signal.id(HYPOTHESIS, 2, SUBJECT, "anchored"),
                HYPOTHESIS,
                2,
                "Users who invite a teammate within 7 days of signup",
                GoalKind.CONVERSION,
                new ConnectionId("con_1"),
                Signal.SignalSubject.of(subject, SUBJECT),
                confidence,
                Instant.parse("2026-11-01T10:15:30.000250Z"),
                List.of(
                        UUID.fromString("018f4d3e-0000-7000-8000-0000000000e1"),
                        UUID.fromString("018f4d3e-0000-7000-8000-0000000000e2")),
                backtest);
    }

    private static JsonNode golden() throws IOException {
        return read("signal.v1.json");
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream file = SignalContractTest.class.getResourceAsStream(name)) {
            return Json.mapper().readTree(file);
        }
    }
}
