package io.beton.router.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.router.sink.AttemptResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPolicyTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void successIsDelivered(int status) {
        assertThat(sorted(status)).isInstanceOf(AttemptResult.Delivered.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void whatMayPassIsTriedAgain(int status) {
        assertThat(sorted(status)).isInstanceOf(AttemptResult.TryAgain.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 401, 403, 404, 422})
    void whatIsOursToMendIsFinal(int status) {
        assertThat(sorted(status)).isInstanceOf(AttemptResult.Refused.class);
    }

    @Test
    void goneIsGone() {
        assertThat(sorted(410)).isInstanceOf(AttemptResult.Gone.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                "0 | PT0S",
                "Sun, 01 Nov 2026 00:05:00 GMT | PT5M",
                "999999999 | PT24H",
                "-1 |",
                "Sat, 31 Oct 2026 00:05:00 GMT |",
                "soon |"
            })
    void retryAfterIsSecondsOrADate(String header, Duration wait) {
        assertThat(RetryAfter.read(Optional.of(header), CLOCK)).isEqualTo(Optional.ofNullable(wait));
    }

    private static AttemptResult sorted(int status) {
        return StatusPolicy.sort(status, Optional.empty());
    }
}
