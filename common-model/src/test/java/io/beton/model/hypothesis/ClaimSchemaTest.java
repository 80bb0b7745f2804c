package io.beton.model.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.match.Generated;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The language as a JSON Schema, which others are given, is the language that is read. */
class ClaimSchemaTest {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema());

    /** As REST reads: members that are not known are typing errors. */
    private static final ObjectMapper STRICT =
            Json.configure(new ObjectMapper()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Outcome OUTCOME = Outcome.of(Selector.of("paid"), 30);

    private static final String CONDITION = "'condition': {'count': {'event': 'a'}, 'at_least': 1}";
    private static final String DESIGN = "'design': {'design': 'anchored', 'anchor': 'first_seen', 'within_days': 7}";

    private static final List<String> OTHER_VALUES =
            List.of("null", "0", "-1", "3000000000", "1.5", "true", "\"\"", "\" \"", "\"x\"", "\"drop\"", "[]", "{}");

    /** What no schema can tell: it takes two numbers, or a name and the design. */
    private static final List<String> UNTOLD = List.of("lookback_days", "bookkeeping");

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everyClaimFitsTheSchemaAndIsReadAgain(@ForAll("claims") Claim claim) throws Exception {
        // When
        JsonNode written = written(claim);
        // Then
        assertThat(SCHEMA.validate(written)).isEmpty();
        Claim again = read(written);
        assertThat(List.of(again.subject(), again.condition(), again.design()))
                .isEqualTo(List.of(claim.subject(), claim.condition(), claim.design()));
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void whatIsNotReadDoesNotFitTheSchema(@ForAll("claims") Claim claim, @ForAll long seed) throws Exception {
        // Given
        JsonNode spoiled = spoiled(written(claim), new Random(seed));
        // When
        boolean fits = SCHEMA.validate(spoiled).isEmpty();
        // Then
        if (fits) {
            assertRead(spoiled);
        }
        Statistics.label("fits").collect(fits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{CONDITION, DESIGN}",
                "{'subject': {'kind': 'person'}, CONDITION, DESIGN}",
                "{'subject': {'kind': 'group', 'group_type': 'organization'}, CONDITION, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'where': [FILTER 'op': 'in', 'value': ['x', 1, true]}]},"
                        + " 'at_most': 0}, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'where': [FILTER 'op': 'gte', 'value': 1.5}]},"
                        + " 'at_least': 2}, 'design': {'design': 'rolling', 'lookback_days': 28}}",
                "{'condition': {'count': {'event': 'a', 'where': [{'scope': 'group', 'group_type': 'team',"
                        + " 'property': 'p', 'op': 'is_set'}]}, 'at_least': 2}, DESIGN}",
            })
    void whatGeneratorsDoNotMakeFitsAndIsReadToo(String claim) throws Exception {
        assertThat(SCHEMA.validate(json(claim))).isEmpty();
        assertThatCode(() -> read(json(claim))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{CONDITION}",
                "{DESIGN}",
                "{CONDITION, DESIGN, 'status': 'approved'}",
                "{CONDITION, DESIGN, 'bar': {'min_lift': 0}}",
                "{'subject': {'kind': 'pet'}, CONDITION, DESIGN}",
                "{'subject': {'kind': 'group'}, CONDITION, DESIGN}",
                "{'subject': {'kind': 'person', 'group_type': 'team'}, CONDITION, DESIGN}",
                "{'condition': {}, DESIGN}",
                "{'condition': {'all_of': []}, DESIGN}",
                "{'condition': {'all_of': [null]}, DESIGN}",
                "{'condition': {'count': {'event': 'a'}, 'at_least': 1, 'at_most': 2}, DESIGN}",
                "{'condition': {'count': {'event': 'a'}, 'at_least': 0}, DESIGN}",
                "{'condition': {'count': {'event': 'a'}, 'at_least': '2'}, DESIGN}",
                "{'condition': {'count': {'event': ' '}, 'at_least': 1}, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'wher': []}, 'at_least': 1}, DESIGN}",
                "{'condition': {'sequence': [{'event': 'a'}]}, DESIGN}",
                "{'condition': {'sequence': [{'event': 'a'}, {'event': 'b'}], 'within_hours': 0}, DESIGN}",
                "{'condition': {'distinct': 'week', 'of': {'event': 'a'}, 'at_least': 1}, DESIGN}",
                "{'condition': {'distinct': {'property': ''}, 'of': {'event': 'a'}, 'at_least': 1}, DESIGN}",
                "{'condition': {'trend': {'event': 'a'}, 'change': 'drop', 'percent': 101, 'min_events': 1}, DESIGN}",
                "{'condition': {'trend': {'event': 'a'}, 'change': 'fall', 'percent': 10, 'min_events': 1}, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'where': [FILTER 'op': 'like', 'value': 'x'}]},"
                        + " 'at_least': 1}, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'where': [FILTER 'op': 'gt', 'value': 'x'}]},"
                        + " 'at_least': 1}, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'where': [FILTER 'op': 'in', 'value': []}]},"
                        + " 'at_least': 1}, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'where': [FILTER 'op': 'eq', 'value': ['x']}]},"
                        + " 'at_least': 1}, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'where': [FILTER 'op': 'eq'}]}, 'at_least': 1}, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'where': [FILTER 'op': 'is_set', 'value': 1}]},"
                        + " 'at_least': 1}, DESIGN}",
                "{'condition': {'count': {'event': 'a', 'where': [FILTER 'group_type': 't', 'op': 'is_set'}]},"
                        + " 'at_least': 1}, DESIGN}",
                "{CONDITION, 'design': {'design': 'anchored', 'anchor': 'first_seen', 'within_days': 90}}",
                "{CONDITION, 'design': {'design': 'anchored', 'within_days': 7}}",
                "{CONDITION, 'design': {'design': 'anchored', 'anchor': 'first_seen', 'within': 'week'}}",
                "{CONDITION, 'design': {'design': 'rolling', 'every_days': 8, 'lookback_days': 9}}",
                "{CONDITION, 'design': {'design': 'rolling'}}",
            })
    void neitherFitsNorIsRead(String claim) {
        assertThat(SCHEMA.validate(json(claim))).isNotEmpty();
        assertThatThrownBy(() -> read(json(claim))).isInstanceOf(JsonProcessingException.class);
    }

    @Provide
    Arbitrary<Claim> claims() {
        return Generated.claims();
    }

    private static void assertRead(JsonNode claim) throws IOException {
        try {
            read(claim);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            assertThat(UNTOLD)
                    .as("%s fits the schema: %s", e.getMessage(), claim)
                    .anyMatch(e.getMessage()::contains);
        }
    }

    private static Claim read(JsonNode claim) throws IOException {
        Said said = STRICT.treeToValue(claim, Said.class);
        return new Claim(said.subject().orElse(Subject.PERSON), said.condition(), said.design(), OUTCOME);
    }

    private static JsonNode written(Claim claim) {
        ObjectNode written = (ObjectNode) Json.mapper().valueToTree(claim);
        written.remove("outcome");
        return written;
    }

    /** One thing in it is other than it was, or gone. */
    private static JsonNode spoiled(JsonNode claim, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(claim, containers);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode other = json(OTHER_VALUES.get(random.nextInt(OTHER_VALUES.size())));
        if (container instanceof ArrayNode list) {
            list.set(random.nextInt(list.size()), other);
            return claim;
        }
        ObjectNode object = (ObjectNode) container;
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "s", object.remove(name));
            default -> object.set(name, other);
        }
        return claim;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (!node.isEmpty()) {
            containers.add(node);
            node.forEach(part -> collect(part, containers));
        }
    }

    private static JsonNode json(String quoted) {
        try {
            return Json.mapper()
                    .readTree(quoted.replace("CONDITION", CONDITION)
                            .replace("DESIGN", DESIGN)
                            .replace("FILTER", "{'scope': 'event', 'property': 'p',")
                            .replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode schema() {
        try (InputStream schema = Claim.class.getResourceAsStream("claim.schema.json")) {
            return Json.mapper().readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Said(Optional<Subject> subject, Condition condition, Design design) {
        Said {
            InvalidMember.require(condition, "condition");
            InvalidMember.require(design, "design");
        }
    }
}
