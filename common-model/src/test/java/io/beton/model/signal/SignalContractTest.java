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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What others rely on: the schema, and one signal written by its first version that must stay readable for ever. */
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

    @Test
    void theGoldenFileIsReadWhole() throws IOException {
        // When
        Signal read = Json.read(golden().toString(), Signal.class);
        // Then
        assertThat(Json.mapper().readTree(Json.bytes(read))).isEqualTo(golden());
    }

    @Test
    void theGoldenFileFitsTheSchema() throws IOException {
        assertThat(faults(golden(), schema(), "")).isEmpty();
    }

    @Test
    void aSignalWithoutNumbersFitsTheSchemaToo() throws IOException {
        // Given
        Signal.BacktestCore nothing =
                new Signal.BacktestCore(90, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), 0);
        // When
        JsonNode written = Json.mapper().readTree(Json.bytes(signal(OptionalDouble.empty(), nothing)));
        // Then
        assertThat(faults(written, schema(), "")).isEmpty();
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
        return new Signal(
                Signal.id(HYPOTHESIS, 2, SUBJECT, "anchored"),
                HYPOTHESIS,
                2,
                "Users who invite a teammate within 7 days of signup",
                GoalKind.CONVERSION,
                new ConnectionId("con_1"),
                Signal.SignalSubject.of(Subject.PERSON, SUBJECT),
                confidence,
                Instant.parse("2026-11-01T10:15:30.000250Z"),
                List.of(
                        UUID.fromString("018f4d3e-0000-7000-8000-0000000000e1"),
                        UUID.fromString("018f4d3e-0000-7000-8000-0000000000e2")),
                backtest);
    }

    /** The part of JSON Schema that the signal's schema uses; a member that it does not name is a fault here. */
    private static List<String> faults(JsonNode value, JsonNode schema, String at) {
        List<String> faults = new ArrayList<>();
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                faults.add(at + "/" + name.asText() + " is missing");
            }
        });
        if (!fits(value, schema)) {
            faults.add(at + " is " + value);
        }
        value.properties().forEach(member -> {
            JsonNode declared = schema.path("properties").path(member.getKey());
            String path = at + "/" + member.getKey();
            if (declared.isMissingNode()) {
                faults.add(path + " is not in the schema");
            } else {
                faults.addAll(faults(member.getValue(), declared, path));
            }
        });
        value.elements().forEachRemaining(element -> {
            if (value.isArray()) {
                faults.addAll(faults(element, schema.path("items"), at + "/0"));
            }
        });
        return faults;
    }

    private static boolean fits(JsonNode value, JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").toString().contains(value.toString());
        }
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" ->
                value.isArray() && value.size() <= schema.path("maxItems").asInt(Integer.MAX_VALUE);
            case "string" ->
                value.isTextual()
                        && value.asText().length() >= schema.path("minLength").asInt();
            case "integer" ->
                value.isIntegralNumber()
                        && value.asLong() >= schema.path("minimum").asLong(Long.MIN_VALUE);
            case "number" ->
                value.isNumber()
                        && value.asDouble() >= schema.path("minimum").asDouble(0)
                        && value.asDouble() <= schema.path("maximum").asDouble(Double.MAX_VALUE);
            default -> false;
        };
    }

    private static JsonNode golden() throws IOException {
        return read("signal.v1.json");
    }

    private static JsonNode schema() throws IOException {
        return read("signal.schema.json");
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream file = SignalContractTest.class.getResourceAsStream(name)) {
            return Json.mapper().readTree(file);
        }
    }
}
