package io.beton.hypothesis.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.GoalKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeGuessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONVERSION | page_opened, purchase, subscribed | subscribed",
                "CONVERSION | Checkout Started, Checkout Completed | Checkout Completed",
                "CONVERSION | orderPlaced, order_cancelled | orderPlaced",
                "CONVERSION | plan_selected, plan_viewed | plan_selected",
                "CONVERSION | newsletter subscribed, paid | paid",
                "CONVERSION | subscription_cancelled, upgraded | upgraded",
                "CONVERSION | trial_started, purchase_completed, purchased | purchase_completed",
                "EXPANSION | seat_added, subscribed | seat_added",
                "EXPANSION | plan_changed, upgrade_clicked | plan_changed",
                "EXPANSION | seat_removed, plan_upgraded | plan_upgraded",
                "CHURN | meeting_cancelled, subscription_canceled | subscription_canceled",
                "CHURN | downgraded, subscribed | downgraded",
                "CHURN | deleted account, logged_in | deleted account",
            })
    void theSurestNameIsTheOutcome(GoalKind kind, String events, String outcome) {
        assertThat(OutcomeGuess.of(kind, frequency(events)))
                .hasValueSatisfying(guess -> assertThat(guess.event()).isEqualTo(outcome));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONVERSION | page_opened, invite_sent",
                "CONVERSION | checkout_started, pricing_viewed, subscribe_button_clicked",
                "EXPANSION | subscribed, report_shared",
                "CHURN | subscribed, meeting_cancelled, upload cancelled",
            })
    void whereNoNameFitsNothingIsGuessed(GoalKind kind, String events) {
        assertThat(OutcomeGuess.of(kind, frequency(events))).isEmpty();
    }

    @Test
    void ofTwoNamesWithTheSamePhraseTheMoreFrequentOneIsTaken() {
        assertThat(OutcomeGuess.of(GoalKind.CONVERSION, frequency("subscribed_monthly, subscribed_yearly")))
                .hasValueSatisfying(guess -> assertThat(guess.event()).isEqualTo("subscribed_monthly"));
    }

    @Test
    void aGuessSaysWhyAndHowToChangeIt() {
        assertThat(OutcomeGuess.of(GoalKind.CONVERSION, frequency("subscribed"))
                        .orElseThrow()
                        .reason())
                .isEqualTo(
                        "`subscribed` says \"subscribed\", which usually means conversion; it happened 1000 times in"
                                + " the days that were measured. If something else is meant, PATCH the goal with its `outcome`");
    }

    private static List<Taxonomy.EventType> frequency(String events) {
        List<String> names = Arrays.stream(events.split(",")).map(String::trim).toList();
        return IntStream.range(0, names.size())
                .mapToObj(place -> new Taxonomy.EventType(names.get(place), 1000 - place, 10))
                .toList();
    }
}
