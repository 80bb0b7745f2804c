package io.beton.hypothesis.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a person writes can be kept and told. */
class WrittenTextsTest {

    @Test
    void whatPeopleWriteIsTaken() {
        assertThatCode(() -> WrittenTexts.check(hypothesis("Wer lädt ein? \uD83D\uDE00", "x\ty\nz")))
                .doesNotThrowAnyException();
        assertThat(WrittenTexts.comment(Optional.of("two\nlines"))).contains("two\nlines");
    }

    @Test
    void whatNobodyCanKeepOrReadNamesItsMember() {
        assertThat(refused(hypothesis("h".repeat(501)))).isEqualTo("hypothesis");
        assertThat(refused(hypothesis("two\nlines"))).isEqualTo("hypothesis");
        assertThat(refused(hypothesis("nul \0"))).isEqualTo("hypothesis");
        assertThat(refused(hypothesis("half \uD83D of a pair"))).isEqualTo("hypothesis");
        assertThat(refused(hypothesis("h", "fine", "nul \0"))).isEqualTo("condition.count.where.0.value.1");
        assertThat(refused(hypothesis("h", "v".repeat(1_001)))).isEqualTo("condition.count.where.0.value.0");
        String[] many = IntStream.range(0, 100).mapToObj(v -> "v".repeat(200)).toArray(String[]::new);
        assertThat(refused(hypothesis("h", many))).isEqualTo("condition");
        assertThat(catchThrowableOfType(InvalidMember.class, () -> WrittenTexts.comment(Optional.of("c".repeat(2_001))))
                        .member())
                .isEqualTo("comment");
        assertThat(catchThrowableOfType(InvalidMember.class, () -> WrittenTexts.name(Optional.of("nul \0")))
                        .member())
                .isEqualTo("by");
    }

    private static String refused(Hypothesis written) {
        return catchThrowableOfType(InvalidMember.class, () -> WrittenTexts.check(written))
                .member();
    }

    private static Hypothesis hypothesis(String sentence, String... values) {
        PropertyFilter filter = new PropertyFilter(
                PropertyFilter.Scope.EVENT,
                Optional.empty(),
                "plan",
                PropertyFilter.Operator.IN,
                Optional.of(values.length == 0 ? List.of("pro") : List.of(values)));
        return new Hypothesis(
                new HypothesisId("hyp_1"),
                1,
                new ConnectionId("con_1"),
                new GoalId("goal_1"),
                GoalKind.CONVERSION,
                sentence,
                Subject.PERSON,
                new Condition.Count(new Selector("invite_sent", List.of(filter)), 1),
                new Design.Anchored(Optional.empty(), 7),
                Outcome.of(Selector.of("subscribed"), 30),
                HypothesisState.PROPOSED,
                false,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
