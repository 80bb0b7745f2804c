package io.beton.hypothesis.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventWordsTest {

    @ParameterizedTest
    @CsvSource({
        "signed_up, signed up",
        "Signed Up, signed up",
        "userSignedUp, user signed up",
        "user:signed-up, user signed up",
        "checkout.completed!, checkout completed",
        "step2Done, step2 done",
        "Übersicht geöffnet, übersicht geöffnet"
    })
    void namesAreWordsHoweverTheyAreJoined(String name, String words) {
        assertThat(EventWords.of(name).text()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "signed_up, true",
        "user_signed_up_with_google, true",
        "signed_up_page_viewed, false",
        "signed_up_failed, false",
        "assigned_upstream, false",
        "team signed up, false"
    })
    void aPhraseCountsOnlyWhereNothingBesideItSaysThatSomethingElseHappened(String name, boolean tells) {
        assertThat(EventWords.of(name).tellsOf("signed up", Set.of("team"))).isEqualTo(tells);
    }

    @Test
    void wordsOfThePhraseItselfAreNotHeldAgainstIt() {
        assertThat(EventWords.of("subscription_started").tellsOf("subscription started", Set.of()))
                .isTrue();
    }
}
