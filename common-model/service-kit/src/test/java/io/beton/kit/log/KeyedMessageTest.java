package io.beton.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

final class KeyedMessageTest {

    @Test
    void eachPairBecomesAMemberAndTheRestTheText() {
        KeyedMessage message = KeyedMessage.of(
                "signal %s: signal=%s sink=%s attempt=%d result=%s ms=%d",
                "delivered", "sig_1", "sink_1", 2, "answered 204", 17L);

        assertThat(message.text()).isEqualTo("signal delivered");
        assertThat(message.pairs())
                .containsExactlyEntriesOf(orderedPairs(
                        Map.entry("signal", "sig_1"),
                        Map.entry("sink", "sink_1"),
                        Map.entry("attempt", 2),
                        Map.entry("result", "answered 204"),
                        Map.entry("ms", 17L)));
    }

    @Test
    void nothingInsideAValueIsTakenForAKey() {
        KeyedMessage message = KeyedMessage.of("poll failed: reason=%s", "signal=%s 100%% sink=other\nlevel=ERROR");

        assertThat(message.text()).isEqualTo("poll failed");
        assertThat(message.pairs()).containsOnly(Map.entry("reason", "signal=%s 100%% sink=other\nlevel=ERROR"));
    }

    @Test
    void signsOfPercentAndNumbersInTheTextStay() {
        assertThat(KeyedMessage.of("secrets of %d sinks, 5 %% of all: sink=%s", 3, "sink_1")
                        .text())
                .isEqualTo("secrets of 3 sinks, 5 % of all");
    }

    @Test
    void whatOthersLogStaysWhole() {
        ExtLogRecord braces =
                new ExtLogRecord(Level.INFO, "at {0}: a=b", ExtLogRecord.FormatStyle.MESSAGE_FORMAT, "logger");
        braces.setParameters(new Object[] {"home"});
        ExtLogRecord plain = new ExtLogRecord(Level.INFO, "50%d a=b", ExtLogRecord.FormatStyle.NO_FORMAT, "logger");
        ExtLogRecord broken = new ExtLogRecord(Level.INFO, "a=%s b=%s", ExtLogRecord.FormatStyle.PRINTF, "logger");
        broken.setParameters(new Object[] {"one"});

        assertThat(KeyedMessage.of(braces)).isEqualTo(new KeyedMessage("at home: a=b", Map.of()));
        assertThat(KeyedMessage.of(plain)).isEqualTo(new KeyedMessage("50%d a=b", Map.of()));
        assertThat(KeyedMessage.of(broken).text()).contains("a=").contains("b=");
    }

    @SafeVarargs
    private static Map<String, Object> orderedPairs(Map.Entry<String, Object>... pairs) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (Map.Entry<String, Object> pair : pairs) {
            ordered.put(pair.getKey(), pair.getValue());
        }
        return ordered;
    }
}
