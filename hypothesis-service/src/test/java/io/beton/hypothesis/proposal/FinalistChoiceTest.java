package io.beton.hypothesis.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.hypothesis.Numbers;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FinalistChoiceTest {
    private static final int MOST = 10;

    private int position;

    @Test
    void theSurestLiftComesFirstAndRecallDecidesBetweenEquals() {
        // Given
        List<Scored> candidates = List.of(
                candidate("a", 1, 7, 30, 100, 1.2), candidate("b", 1, 7, 50, 120, 2), candidate("c", 1, 7, 70, 190, 2));

        // When
        FinalistChoice choice = FinalistChoice.of(candidates, Bar.DEFAULT, MOST);

        // Then
        assertThat(names(choice)).containsExactly("c", "b", "a");
        assertThat(choice.reason()).isEmpty();
    }

    @Test
    void eachBehaviourIsProposedOnceInItsBestForm() {
        // Given
        List<Scored> candidates = List.of(
                candidate("a", 1, 7, 30, 100, 1.2),
                candidate("a", 2, 7, 40, 110, 1.9),
                candidate("a", 2, 14, 44, 140, 1.5),
                candidate("b", 1, 1, 20, 90, 1.1));

        // When
        FinalistChoice choice = FinalistChoice.of(candidates, Bar.DEFAULT, MOST);

        // Then
        assertThat(choice.finalists()).extracting(Scored::position).containsExactly(1, 3);
    }

    @Test
    void whatIsDoneByTheSameSubjectsAtTheSameTimeIsOneBehaviour() {
        // Given
        Scored opened = candidate("invoice_opened", 1, 7, 40, 240, 1.8);
        Scored seen = candidate("invoice_seen", 1, 7, 40, 241, 1.7);
        Scored seenLater = candidate("invoice_seen", 1, 14, 40, 241, 1.6);

        // When
        FinalistChoice sameWindow = FinalistChoice.of(List.of(opened, seen), Bar.DEFAULT, MOST);
        FinalistChoice otherWindow = FinalistChoice.of(List.of(opened, seenLater), Bar.DEFAULT, MOST);

        // Then
        assertThat(names(sameWindow)).containsExactly("invoice_opened");
        assertThat(names(otherWindow)).containsExactly("invoice_opened", "invoice_seen");
    }

    @Test
    void whatMayBeChanceOrIsTooRareIsNotProposed() {
        // Given
        List<Scored> candidates = List.of(
                candidate("chance", 1, 7, 30, 250, 0.97),
                candidate("exactly_one", 1, 7, 30, 250, 1.0),
                candidate("no_interval", 1, 7, 30, 250, 0),
                candidate("one_lucky_subject", 1, 7, 1, 1, 10),
                candidate("no_hit", 1, 7, 0, 200, 3));

        // When
        FinalistChoice choice = FinalistChoice.of(candidates, Bar.DEFAULT, MOST);

        // Then
        assertThat(choice.finalists()).isEmpty();
        assertThat(choice.reason())
                .contains(
                        "none of 5 candidates raises the outcome for sure: the lift of the best is at least 1.00, and 1"
                                + " means no effect");
    }

    @Test
    void tooLittleOfEverythingIsSaidSo() {
        // When
        FinalistChoice choice = FinalistChoice.of(List.of(candidate("rare", 1, 7, 3, 4, 9)), Bar.DEFAULT, MOST);

        // Then
        assertThat(choice.reason())
                .contains("not enough data: no candidate had enough observations, firings and outcomes for the goal's"
                        + " bar; at most 1000 subjects were observed, and 100 of them reached the outcome");
    }

    @Test
    void theBarOfTheGoalSaysHowMuchIsEnough() {
        // Given
        Bar low = new Bar(0, 0, 1.5, 10, 3, 2, 0.05);

        // When
        FinalistChoice choice = FinalistChoice.of(List.of(candidate("rare", 1, 7, 3, 4, 9)), low, MOST);

        // Then
        assertThat(names(choice)).containsExactly("rare");
    }

    @Test
    void noMoreThanAskedForAreProposed() {
        // Given
        List<Scored> many = IntStream.range(0, 20)
                .mapToObj(place -> candidate("event_" + place, 1, 7, 20 + 2 * place, 100 + 10 * place, 1.5))
                .toList();

        // When
        FinalistChoice choice = FinalistChoice.of(many, Bar.DEFAULT, MOST);

        // Then
        assertThat(choice.finalists()).hasSize(MOST);
    }

    private Scored candidate(String event, int atLeast, int withinDays, long tp, long fired, double surestLift) {
        Claim claim = new Claim(
                Subject.PERSON,
                new Condition.Count(Selector.of(event), atLeast),
                new Design.Anchored(Optional.empty(), withinDays),
                Outcome.of(Selector.of("subscribed"), 30));
        return new Scored(position++, claim, Numbers.of(tp, fired, surestLift));
    }

    private static List<String> names(FinalistChoice choice) {
        return choice.finalists().stream()
                .map(finalist -> finalist.behaviour().get(0).event())
                .toList();
    }
}
