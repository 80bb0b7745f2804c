package io.beton.hypothesis.advisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.beton.model.Json;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a model is sent: rules, which are always the same, and one JSON document with all that comes from elsewhere. In it
 * names are strings of ASCII, so that none can end its quotes or hide what it says.
 */
record Prompt(String rules, String document) {
    private static final String RULES = new String(resource(Prompt.class, "rules.txt"), StandardCharsets.UTF_8);
    private static final JsonNode LANGUAGE = Json.read(resource(Claim.class, "claim.schema.json"), JsonNode.class);
    private static final ObjectWriter ASCII = Json.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    static Prompt of(Question question, Vocabulary offered, int most) {
        Document document = new Document(
                question.goal().kind(),
                question.told(),
                question.subject(),
                question.span().windowDays(),
                most,
                offered,
                LANGUAGE);
        try {
            return new Prompt(RULES, ASCII.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("[advisor] a question could not be written", e);
        }
    }

    private static byte[] resource(Class<?> beside, String name) {
        try (InputStream resource = beside.getResourceAsStream(name)) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("[advisor] a resource is missing: " + name, e);
        }
    }

    private record Document(
            GoalKind kind,
            Outcome goal,
            Subject subject,
            int historyDays,
            int maxHypotheses,
            Vocabulary taxonomy,
            JsonNode claimSchema) {}
}
