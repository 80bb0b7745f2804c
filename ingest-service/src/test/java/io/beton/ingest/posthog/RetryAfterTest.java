package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            43                            | none                          | 43
            0                             | none                          | 0
            ' 7 '                         | none                          | 7
            999999999999                  | none                          | 31536000
            Thu, 01 Jan 2026 12:01:30 GMT | none                          | 90
            Thu, 01 Jan 2026 12:01:30 GMT | Thu, 01 Jan 2026 12:01:00 GMT | 90
            Thu, 01 Jan 2026 12:01:30 GMT | Thu, 01 Jan 2026 11:59:00 GMT | 150
            Thu, 01 Jan 2026 12:01:30 GMT | yesterday                     | 90
            """)
    void secondsAndDatesAreUnderstood(String header, String date, long seconds) {
        // When, Then
        assertThat(RetryAfter.read(Optional.of(header), Optional.ofNullable(date), NOW))
                .contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"soon", "''", "-5", "1.5", "'Thu, 01 Jan 2026 11:59:59 GMT'"})
    void whatSaysNothingIsNothing(String header) {
        // When, Then
        assertThat(RetryAfter.read(Optional.of(header), Optional.empty(), NOW)).isEmpty();
    }
}
