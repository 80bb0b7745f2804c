package io.beton.hypothesis.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimSentenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'count': {'event': 'invite_sent'}, 'at_least': 2} | 7 | signed_up |"
                        + " Users who do `invite_sent` at least 2 times within 7 days of `signed_up`",
                "{'count': {'event': 'invite_sent'}, 'at_least': 1} | 1 | |"
                        + " Users who do `invite_sent` at least once within 1 day of being first seen",
                "{'sequence': [{'event': 'a'}, {'event': 'b'}]} | 14 | signed_up |"
                        + " Users who do `a`, then `b` within 14 days of `signed_up`",
                "{'all_of': [{'count': {'event': 'a'}, 'at_least': 1}, {'count': {'event': 'b'}, 'at_least': 3}]} | 3 | |"
                        + " Users who do `a` at least once and do `b` at least 3 times within 3 days of being first seen",
                "{'any_of': [{'count': {'event': 'a'}, 'at_least': 1}, {'count': {'event': 'b'}, 'at_least': 1}]} | 3 | |"
                        + " Users who do `a` at least once or do `b` at least once within 3 days of being first seen",
            })
    void aClaimReadsAsEnglish(String condition, int withinDays, String anchor, String sentence) {
        // Given
        Claim claim = new Claim(
                Subject.PERSON,
                Json.read(condition.replace('\'', '"'), Condition.class),
                new Design.Anchored(Optional.ofNullable(anchor).map(Selector::of), withinDays),
                Outcome.of(Selector.of("subscribed"), 30));

        // When
        String said = ClaimSentence.of(claim);

        // Then
        assertThat(said).isEqualTo(sentence);
    }
}
