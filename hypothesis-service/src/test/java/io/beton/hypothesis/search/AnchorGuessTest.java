package io.beton.hypothesis.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnchorGuessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signed_up, invite_sent | signed_up",
                "Sign Up, account_created | Sign Up",
                "user signed up | user signed up",
                "signup_completed | signup_completed",
                "Account Created | Account Created",
                "userRegistered | userRegistered",
                "sign_up_button_clicked, signup_started, account_created | account_created",
                "newsletter_signup, user_created | user_created",
            })
    void theSignUpIsKnownByItsName(String events, String anchor) {
        assertThat(AnchorGuess.of(used(events), Subject.PERSON, Optional.of(Selector.of("subscribed"))))
                .contains(Selector.of(anchor));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"invite_sent, report_shared", "signup_page_viewed", "sign_up_failed", "team_signed_up"})
    void anythingElseIsNone(String events) {
        assertThat(AnchorGuess.of(used(events), Subject.PERSON, Optional.of(Selector.of("subscribed"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"signed_up, organization_created | organization_created", "signed_up, team_created |"})
    void aGroupBeginsWhenItIsMadeNotWhenAMemberSignsUp(String events, String anchor) {
        assertThat(AnchorGuess.of(used(events), Subject.group("organization"), Optional.empty()))
                .isEqualTo(Optional.ofNullable(anchor).map(Selector::of));
    }

    private static List<Taxonomy.EventType> used(String events) {
        return Arrays.stream(events.split(","))
                .map(name -> new Taxonomy.EventType(name.trim(), 10, 10))
                .toList();
    }
}
