package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.kit.trace.Cause;
import io.beton.model.Json;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.id.RequestId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownRequestTest {
    private static final int CANDIDATES = 10_000;

    @Test
    void aSearchTakesLittleAndIsWhatItWas() {
        // Given
        HistoryRequest search = Histories.request(
                        "req_1",
                        Purpose.EXPLORE,
                        IntStream.range(0, CANDIDATES)
                                .mapToObj(i -> Histories.candidate("hyp_" + i, WorkedExample.claim(), true))
                                .toArray(Candidate[]::new))
                .onHistoryOf(new RequestId("req_0"));
        // When
        KnownRequest known = new KnownRequest(Json.bytes(search), 7, Cause.NONE);
        // Then
        assertThat(known.bytes()).isLessThan(30 * CANDIDATES);
        assertThat(known.request()).isEqualTo(search);
        assertThat(known.follows()).isTrue();
        known.forget();
        assertThat(known.request()).isEqualTo(search);
        assertThat(known.hasPlace()).isTrue();
        assertThat(known.withoutPlace().hasPlace()).isFalse();
        assertThat(known.withoutPlace().request()).isEqualTo(search);
    }
}
