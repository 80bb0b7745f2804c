package io.beton.hypothesis.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.hypothesis.sentence.ClaimSentence;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.SearchScores.Score;
import io.beton.model.backtest.Support;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of 2,000 subjects of whom 200 reach the outcome. */
class ChoiceTest {
    private static final Similarity NOBODY_IN_COMMON = (one, other) -> 0;

    private final List<Scored> tried = new ArrayList<>();

    @Test
    void theSurestLiftComesFirst() {
        tried(7, count("b", 1), 60, 240);
        tried(7, count("a", 1), 60, 190);

        assertThat(said(choice(NOBODY_IN_COMMON)))
                .containsExactly(
                        "Users who do `a` within 7 days of signing up", "Users who do `b` within 7 days of signing up");
        assertThat(choice(NOBODY_IN_COMMON).finalists().get(0).why())
                .isEqualTo(
                        "number 1 of what stands out of 2 tried: on discovery its lift is 3.16, surely more than 2.62;"
                                + " it fired 190 times of 2000 and caught 30 % of the outcomes");
    }

    @Test
    void whatAddsNothingToSomethingSimplerIsLeftToThat() {
        tried(7, count("a", 1), 80, 250);
        tried(7, count("a", 3), 28, 80);
        tried(7, new Sequence(List.of(Selector.of("a"), Selector.of("b")), OptionalInt.empty()), 41, 120);
        tried(7, count(admin("a"), 1), 30, 82);
        tried(14, count("a", 1), 80, 270);

        Choice choice = choice(NOBODY_IN_COMMON);

        assertThat(said(choice)).containsExactly("Users who do `a` within 7 days of signing up");
        assertThat(choice.finalists().get(0).why()).endsWith("; it stands for 4 more that say the same");
    }

    @Test
    void whatSaysMoreStandsForThePartThatSaysNothingWithoutIt() {
        tried(7, count("a", 1), 90, 400);
        tried(7, count("b", 1), 85, 380);
        tried(7, new Sequence(List.of(Selector.of("a"), Selector.of("b")), OptionalInt.empty()), 70, 150);

        assertThat(said(choice(NOBODY_IN_COMMON)))
                .containsExactly("Users who do `a` and then do `b` within 7 days of signing up");
    }

    @Test
    void whatAddsToSomethingThatAlsoHoldsWithoutItIsKeptBesideIt() {
        tried(7, count("a", 1), 80, 250);
        tried(7, count("b", 1), 75, 220);
        tried(7, new Condition.AllOf(List.of(count("a", 1), count("b", 1))), 38, 45);

        assertThat(said(choice(NOBODY_IN_COMMON))).hasSize(3).first().asString().contains("`a` and do `b`");
    }

    @Test
    void claimsThatFireForTheSameSubjectsAreOne() {
        tried(7, count("invoice_opened", 1), 80, 250);
        tried(7, count("invoice_seen", 1), 79, 251);
        tried(7, count("share", 1), 60, 240);
        Similarity invoices = (one, other) ->
                one.position() < 2 && other.position() < 2 ? SearchLimits.DEFAULT.nearDuplicate() : 0.79;

        Choice choice = choice(invoices);

        assertThat(choice.finalists())
                .extracting(finalist -> finalist.scored().position())
                .containsExactly(0, 2);
        assertThat(choice.finalists().get(0).why()).endsWith("; it stands for 1 more that say the same");
    }

    @Test
    void noMoreThanAskedForAreProposed() {
        IntStream.range(0, 15).forEach(i -> tried(7, count("event_" + i, 1), 60 + i, 200));

        assertThat(choice(NOBODY_IN_COMMON).finalists()).hasSize(10);
    }

    @Test
    void whatChanceBringsAboutWhereSoMuchIsTriedIsNotProposed() {
        tried(7, count("a", 1), 35, 220);
        IntStream.range(0, 999).forEach(i -> tried(7, count("event_" + i, 1), 20, 200));

        Choice choice = choice(NOBODY_IN_COMMON);

        assertThat(tried.get(0).surestLift()).isGreaterThan(1.1);
        assertThat(choice.finalists()).isEmpty();
        assertThat(choice.reason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).startsWith("none of 1000 candidates stands out: the lift of the best"));
    }

    @Test
    void tooLittleOfEverythingIsSaidSo() {
        tried(7, count("rare", 1), 9, 9);

        assertThat(choice(NOBODY_IN_COMMON).reason())
                .contains("not enough data: no candidate had enough observations, firings and outcomes for the goal's"
                        + " bar; at most 2000 subjects were observed, and 200 of them reached the outcome");
    }

    @Test
    void whatIsSetAsideIsNotProposedWhateverItsNumbers() {
        tried(7, count("a", 1), 80, 250);
        tried(7, new Condition.AllOf(List.of(count("b", 1), count("a", 1))), 80, 80);

        Standing standing = Standing.of(tried, Minimum.of(Bar.DEFAULT), Set.of("a"));

        assertThat(standing.kept()).isEmpty();
    }

    private Choice choice(Similarity similarity) {
        return Choice.of(Standing.of(tried, Minimum.of(Bar.DEFAULT), Set.of()), similarity, SearchLimits.DEFAULT, 200);
    }

    private static List<String> said(Choice choice) {
        return choice.finalists().stream()
                .map(finalist -> ClaimSentence.of(finalist.scored().claim()))
                .toList();
    }

    private void tried(int days, Condition condition, long hits, long fired) {
        Claim claim = new Claim(
                Subject.PERSON,
                condition,
                new Design.Anchored(Optional.of(Selector.of("signed_up")), days),
                Outcome.of(Selector.of("subscribed"), 30));
        Counts counts = new Counts(hits, fired - hits, 200 - hits, 1800 - fired + hits);
        Score score = new Score(counts, Support.of(counts), SmallHistory.interval(counts), Optional.empty());
        tried.add(new Scored(tried.size(), Idea.of(claim), score));
    }

    private static Condition count(String event, int atLeast) {
        return count(Selector.of(event), atLeast);
    }

    private static Condition count(Selector selector, int atLeast) {
        return new Condition.Count(selector, atLeast);
    }

    private static Selector admin(String event) {
        return new Selector(
                event,
                List.of(new PropertyFilter(
                        PropertyFilter.Scope.EVENT,
                        Optional.empty(),
                        "role",
                        PropertyFilter.Operator.EQ,
                        Optional.of("admin"))));
    }
}
