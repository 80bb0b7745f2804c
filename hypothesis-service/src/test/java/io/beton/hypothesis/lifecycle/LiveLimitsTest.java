package io.beton.hypothesis.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveLimitsTest {
    private static final String ANCHORED =
            "{'design': 'anchored', 'anchor': {'event': 'a'}, 'within_days': 3}".replace('\'', '"');

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'count': {'event': 'a'}, 'at_least': 1} |",
                "{'distinct': 'day', 'of': {'event': 'a'}, 'at_least': 2} |",
                "{'sequence': [{'event': 'a'}, {'event': 'b'}]} |",
                "{'count': {'event': 'a'}, 'at_most': 1} | at the end of their window",
                "{'not': {'count': {'event': 'a'}, 'at_least': 1}} | at the end of their window",
                "{'trend': {'event': 'a'}, 'change': 'drop', 'percent': 50, 'min_events': 3} | at the end of their window",
                "{'distinct': 'session', 'of': {'event': 'a'}, 'at_least': 2} | sessions or values",
                "{'any_of': [{'distinct': {'property': 'p'}, 'of': {'event': 'a'}, 'at_least': 2}]} | sessions or values",
            })
    void aConditionIsMatchedLiveOrSaidNotToBe(String condition, String unknown) {
        assertLimit(claim(condition.replace('\'', '"'), ANCHORED), unknown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'design': 'anchored', 'anchor': 'first_seen', 'within_days': 3} |",
                "{'design': 'anchored', 'anchor': 'first_seen', 'within': 'first_session'} | one session",
                "{'design': 'rolling', 'lookback_days': 7} | rolling",
            })
    void aDesignIsMatchedLiveOrSaidNotToBe(String design, String unknown) {
        assertLimit(claim("{\"count\": {\"event\": \"a\"}, \"at_least\": 1}", design.replace('\'', '"')), unknown);
    }

    private static void assertLimit(Claim claim, String unknown) {
        if (unknown == null) {
            assertThat(LiveLimits.of(claim)).isEmpty();
        } else {
            assertThat(LiveLimits.of(claim))
                    .hasValueSatisfying(said -> assertThat(said).contains(unknown));
        }
    }

    private static Claim claim(String condition, String design) {
        return new Claim(
                Subject.PERSON,
                Json.read(condition, Condition.class),
                Json.read(design, Design.class),
                Outcome.of(Selector.of("paid"), 30));
    }
}
