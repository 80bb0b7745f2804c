package io.beton.hypothesis.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.backtest.Counts;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetAsideTest {
    private static final Selector SUBSCRIBED = Selector.of("subscribed");
    private static final List<String> EVENTS =
            List.of("invite_sent", "invoice_paid", "checkout", "report_shared", "rare");

    @Test
    void whatFollowsTheOutcomeAlmostAlwaysOrComesWithItIsSetAside() {
        // When
        List<SetAside> aside = SetAside.of(
                SUBSCRIBED,
                Probe.of(space(Outcome.of(SUBSCRIBED, 30)), List.of()),
                counts(
                        new long[] {800, 90, 30, 900},
                        new long[] {420, 412, 10, 500},
                        new long[] {300, 20, 290, 300},
                        new long[] {200, 179, 20, 200},
                        new long[] {19, 19, 19, 19}));

        // Then
        assertThat(aside)
                .containsExactly(
                        new SetAside(
                                "invoice_paid", "412 of 420 subjects with `invoice_paid` had `subscribed` before it"),
                        new SetAside(
                                "checkout", "290 of 300 subjects with `checkout` had `subscribed` within a day of it"));
    }

    @Test
    void anOutcomeThatComesEveryDayIsTheAliasOfNothing() {
        // When
        List<SetAside> aside = SetAside.of(
                SUBSCRIBED,
                Probe.of(space(Outcome.of(SUBSCRIBED, 30)), List.of()),
                counts(
                        new long[] {800, 790, 800, 800},
                        new long[] {420, 412, 500, 500},
                        new long[] {300, 290, 290, 300},
                        new long[] {200, 100, 20, 200},
                        new long[] {100, 95, 99, 100}));

        // Then
        assertThat(aside).isEmpty();
    }

    @Test
    void nothingIsAnAliasOfSilence() {
        assertThat(Probe.of(space(new Outcome(new Predicted.Churn(), 30, false)), List.of()))
                .isEmpty();
    }

    @Test
    void whatComesBeforeTheOutcomeTooIsNotSetAsideForComingAgainAfterwards() {
        // When
        List<SetAside> aside = SetAside.of(
                SUBSCRIBED,
                Probe.of(space(Outcome.of(SUBSCRIBED, 30)), List.of()),
                counts(
                        new long[] {420, 412, 30, 500, 210},
                        new long[] {420, 412, 10, 500, 209},
                        new long[] {300, 20, 30, 300},
                        new long[] {200, 17, 20, 200},
                        new long[] {100, 10, 9, 100}));

        // Then
        assertThat(aside).extracting(SetAside::event).containsExactly("invoice_paid");
    }

    /**
     * For each event: who has it, who after the outcome, who the outcome within a day of it, and of how many; and who has
     * it before the outcome, where anybody does.
     */
    private static List<Counts> counts(long[]... events) {
        List<Counts> counts = new ArrayList<>();
        for (long[] event : events) {
            counts.add(new Counts(0, event[0], 0, 1000));
            counts.add(new Counts(0, event[1], 0, 1000));
            counts.add(new Counts(0, event.length > 4 ? event[4] : 0, 0, 1000));
            counts.add(new Counts(0, event[2], 0, event[3] - event[2]));
        }
        return counts;
    }

    private static Space space(Outcome outcome) {
        return new Space(
                Subject.PERSON,
                outcome,
                90,
                Optional.empty(),
                List.of(new Design.Anchored(Optional.empty(), 7)),
                EVENTS.stream().map(Selector::of).toList(),
                List.of(),
                List.of());
    }
}
