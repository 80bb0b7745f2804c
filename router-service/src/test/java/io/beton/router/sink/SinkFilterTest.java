package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.signal.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkFilterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                        | true",
                "{'types': ['churn', 'conversion']}                                        | true",
                "{'types': ['expansion']}                                                  | false",
                "{'hypotheses': ['hyp_1']}                                                 | true",
                "{'hypotheses': ['hyp_2']}                                                 | false",
                "{'connections': ['con', 'con_2']}                                         | true",
                "{'connections': ['con_2']}                                                | false",
                "{'min_confidence': 0.5}                                                   | true",
                "{'min_confidence': 0.51}                                                  | false",
                "{'types': ['churn'], 'hypotheses': ['hyp_1'], 'min_confidence': 0.2}      | true",
                "{'types': ['churn'], 'hypotheses': ['hyp_2'], 'min_confidence': 0.2}      | false"
            })
    void everyPartThatIsNamedMustFit(String filter, boolean fits) {
        assertThat(filter(filter).matches(signal(", 'confidence': 0.5"))).isEqualTo(fits);
    }

    @Test
    void aSignalWithoutConfidenceHasLessThanAny() {
        assertThat(filter("{'min_confidence': 0}").matches(signal(""))).isFalse();
        assertThat(SinkFilter.ALL.matches(signal(""))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-0.1", "1.1"})
    void aConfidenceIsAShare(double least) {
        assertThatThrownBy(() -> filter("{'min_confidence': " + least + "}"))
                .hasRootCauseInstanceOf(InvalidMember.class);
    }

    private static SinkFilter filter(String json) {
        return Json.read(json.replace('\'', '"'), SinkFilter.class);
    }

    private static Signal signal(String confidence) {
        return Json.read(
                ("{'signal_id': 'sig', 'hypothesis_id': 'hyp_1', 'hypothesis_version': 1, 'hypothesis': 'a',"
                                + " 'type': 'churn', 'connection_id': 'con', 'subject': {'kind': 'person', 'id': 'ann'},"
                                + " 'fired_at': '2026-11-01T00:00:00Z', 'events': [],"
                                + " 'backtest': {'window_days': 90, 'sample_size': 0}" + confidence + "}")
                        .replace('\'', '"'),
                Signal.class);
    }
}
