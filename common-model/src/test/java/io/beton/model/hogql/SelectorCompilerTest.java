package io.beton.model.hogql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorCompilerTest {
    private static final String TEXT = "ifNull(JSONExtractString(properties, {v1}), '')";

    private final QueryBuilder query = new QueryBuilder();
    private final SelectorCompiler compiler = new SelectorCompiler(query);

    @Test
    void aNameAloneIsAnEquality() {
        // When
        String condition = compiler.matches(Selector.of("invite_sent"));

        // Then
        assertThat(condition).isEqualTo("(event = {v0})");
        assertThat(values()).containsEntry("v0", "invite_sent");
    }

    @Test
    void aTextIsComparedAsTextAndMissingNeverEquals() {
        // When
        String condition = compiler.matches(filtered(Operator.EQ, "admin"));

        // Then
        assertThat(condition)
                .isEqualTo("(event = {v0} AND if((" + TEXT + " != '' AND " + TEXT + " = {v3}), 1, 0) = 1)");
        assertThat(values()).containsEntry("v1", "role").containsEntry("v3", "admin");
    }

    @Test
    void aNumberIsComparedAsANumberWhereThePropertyHasItsForm() {
        // When
        String condition = compiler.matches(filtered(Operator.NEQ, 5));

        // Then
        assertThat(condition)
                .isEqualTo("(event = {v0} AND if(if(match(" + TEXT + ", {v2}), toFloat(" + TEXT
                        + "), NULL) = {v3}, 1, 0) = 0)");
        assertThat(values()).containsEntry("v3", 5.0);
    }

    @Test
    void eachOperatorHasItsForm() {
        // When, Then
        assertThat(compiler.matches(filtered(Operator.GT, 1))).contains(" > {v3}, 1, 0) = 1");
        assertThat(compiler.matches(filtered(Operator.GTE, 1))).contains(" >= {v3}, 1, 0) = 1");
        assertThat(compiler.matches(filtered(Operator.LT, 1))).contains(" < {v3}, 1, 0) = 1");
        assertThat(compiler.matches(filtered(Operator.LTE, 1))).contains(" <= {v3}, 1, 0) = 1");
        assertThat(compiler.matches(filtered(Operator.CONTAINS, "a"))).contains("position(" + TEXT + ", {v4}) > 0)");
        assertThat(compiler.matches(filtered(Operator.NOT_CONTAINS, "a"))).endsWith(", 1, 0) = 0)");
        assertThat(compiler.matches(filtered(Operator.IN, List.of("a", 1)))).contains(" OR ");
        assertThat(compiler.matches(filtered(Operator.NOT_IN, List.of("a")))).endsWith(", 1, 0) = 0)");
        assertThat(compiler.matches(without(Operator.IS_SET))).endsWith(TEXT + " != '')");
        assertThat(compiler.matches(without(Operator.IS_NOT_SET))).endsWith(TEXT + " = '')");
    }

    @Test
    void personsAndGroupsHaveTheirPlaces() {
        // When
        String person = compiler.matches(new Selector(
                "a",
                List.of(new PropertyFilter(
                        Scope.PERSON, Optional.empty(), "plan", Operator.IS_SET, Optional.empty()))));
        String group = compiler.matches(new Selector(
                "a",
                List.of(new PropertyFilter(
                        Scope.GROUP, Optional.of("company"), "plan", Operator.IS_SET, Optional.empty()))));

        // Then
        assertThat(person).contains("JSONExtractString(person.properties, {v1})");
        assertThat(group).contains("JSONExtractString(`company`.properties, {v1})");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's",
                "a\"b",
                "{v0}",
                "{{",
                "100%",
                "a\\",
                "\\'; DROP",
                "--",
                "/*",
                "`x`",
                "späß ✓",
                "a\nb",
                "' OR 1=1"
            })
    void hostileNamesAndValuesNeverReachTheText(String hostile) {
        // When
        String condition = compiler.matches(new Selector(
                "event" + hostile,
                List.of(new PropertyFilter(
                        Scope.EVENT,
                        Optional.empty(),
                        "property" + hostile,
                        Operator.EQ,
                        Optional.of("value" + hostile)))));

        // Then
        assertThat(condition.replaceAll("\\{v[0-9]+}", "")).doesNotContain(hostile);
        assertThat(values().values()).contains("event" + hostile, "property" + hostile, "value" + hostile);
    }

    @Test
    void aSessionIsReadFromItsColumnAndNotOutOfTheProperties() {
        // When, Then
        assertThat(compiler.text("$session_id")).isEqualTo("ifNull(nullIf(`$session_id`, {v0}), '')");
    }

    @Test
    void theNameOfAGroupTypeIsQuotedWhole() {
        // When, Then
        assertThat(HogQlText.identifier("a`b\\c'd{e}")).isEqualTo("`a``b\\\\c'd{e}`");
    }

    @Test
    void aPercentSignInTheNameOfAGroupTypeIsRefusedAsPostHogWould() {
        // When, Then
        assertThatThrownBy(() -> HogQlText.identifier("50%"))
                .isInstanceOf(NotExpressible.class)
                .hasMessageContaining("percent sign");
    }

    @Test
    void aGroupTypeNamedLikeAFieldIsRefused() {
        // Given
        Selector selector = new Selector(
                "a",
                List.of(new PropertyFilter(
                        Scope.GROUP, Optional.of("session"), "plan", Operator.IS_SET, Optional.empty())));

        // When, Then
        assertThatThrownBy(() -> compiler.matches(selector)).hasMessageContaining("`session` cannot be read");
    }

    @Test
    void thirtyTwoSelectorsMakeOneColumn() {
        // Given
        List<Selector> selectors =
                IntStream.range(0, 33).mapToObj(i -> Selector.of("event " + i)).toList();

        // When
        String masks = compiler.masks(selectors);

        // Then
        assertThat(masks).startsWith("if((event = {v0}), 1, 0) + if((event = {v1}), 2, 0) + ");
        assertThat(masks).contains("if((event = {v31}), 2147483648, 0) AS mask_0, if((event = {v32}), 1, 0) AS mask_1");
    }

    @Test
    void selectorsWithoutFiltersNarrowByName() {
        // When, Then
        assertThat(compiler.matchesAny(List.of(Selector.of("a"), Selector.of("b"))))
                .isEqualTo("event IN ({v0}, {v1})");
    }

    @Test
    void filtersNarrowToo() {
        // When
        String any = compiler.matchesAny(List.of(Selector.of("a"), filtered(Operator.EQ, "admin")));

        // Then
        assertThat(any).startsWith("event IN ({v0}, {v1}) AND (event IN ({v0}) OR (event = {v1} AND if(");
    }

    @Test
    void anyCountedEventTakesTheNamedBookkeepingWithIt() {
        // When
        String any = compiler.matchesAny(List.of(Selector.of("*"), Selector.of("$identify"), Selector.of("a")));

        // Then
        assertThat(any).startsWith("(event NOT IN ({v0}, ").endsWith(" OR event IN ({v10}))");
        assertThat(values()).containsEntry("v10", "$identify");
    }

    private Map<String, Object> values() {
        return query.named("test", "").values();
    }

    private static Selector filtered(Operator op, Object value) {
        return new Selector(
                "invite_sent",
                List.of(new PropertyFilter(Scope.EVENT, Optional.empty(), "role", op, Optional.of(value))));
    }

    private static Selector without(Operator op) {
        return new Selector(
                "invite_sent",
                List.of(new PropertyFilter(Scope.EVENT, Optional.empty(), "role", op, Optional.empty())));
    }
}
