package io.beton.hypothesis.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {
    private static final List<String> KNOWN =
            List.of("page_opened", "invite_sent", "invite_accepted", "Signed Up", "logged_in", "log");

    @ParameterizedTest
    @CsvSource({
        "invite_send, invite_sent",
        "InviteSent, invite_sent",
        "invite, invite_sent;invite_accepted",
        "signed_up, Signed Up",
        "signup, Signed Up",
        "loggd_in, logged_in",
        "lo, log",
        "subscribed, ''",
        "'', ''",
    })
    void theNearestNamesComeFirst(String written, String near) {
        assertThat(NearNames.of(written, KNOWN)).isEqualTo(near.isEmpty() ? List.of() : Arrays.asList(near.split(";")));
    }

    @Test
    void fewAreEnough() {
        assertThat(NearNames.of("event", List.of("event1", "event2", "event3", "event4")))
                .containsExactly("event1", "event2", "event3");
    }
}
