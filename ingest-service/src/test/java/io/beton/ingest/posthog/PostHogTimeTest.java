package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are read as Java reads them, for the forms in which PostHog gives them. */
class PostHogTimeTest {
    /** 0001-01-02 to 9999-12-30. */
    private static final long FIRST = -62_135_510_400L;

    private static final long LAST = 253_402_128_000L;

    @Property(tries = 3000)
    void everyFormIsReadAsThePlainVersionDoes(
            @ForAll @LongRange(min = FIRST, max = LAST) long second,
            @ForAll @IntRange(max = 999_999) int micro,
            @ForAll @IntRange(min = -1079, max = 1079) int offsetMinutes,
            @ForAll boolean fraction,
            @ForAll @IntRange(max = 3) int form) {
        // Given
        OffsetDateTime time = Instant.ofEpochSecond(second, micro * 1000L)
                .atOffset(form == 0 ? ZoneOffset.ofTotalSeconds(offsetMinutes * 60) : ZoneOffset.UTC);
        String local = DateTimeFormatter.ofPattern(
                        (form == 1 ? "uuuu-MM-dd HH:mm:ss" : "uuuu-MM-dd'T'HH:mm:ss") + (fraction ? ".SSSSSS" : ""))
                .format(time);
        String text = local + (form == 0 ? DateTimeFormatter.ofPattern("xxx").format(time) : form == 2 ? "Z" : "");

        // When, Then
        assertThat(micros(text)).isEqualTo(PlainEvents.micros(text));
    }

    /** One character of a good one is another: it is another time, or none. */
    @Property(tries = 3000)
    void whatIsNoTimeIsNotReadAsOne(
            @ForAll @IntRange(max = 31) int place, @ForAll @CharRange(from = ' ', to = 'Z') char other) {
        // Given
        StringBuilder text = new StringBuilder("2024-02-29T23:59:59.123456+01:00");
        text.setCharAt(place, other);

        // When
        Optional<Long> read = read(text.toString());

        // Then
        read.ifPresent(micros -> assertThat(micros).isEqualTo(PlainEvents.micros(text.toString())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-10",
                "2026-01-10T12:00",
                "2026-02-30T12:00:00Z",
                "2025-02-29T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-00-01T12:00:00Z",
                "2026-01-00T12:00:00Z",
                "2026-01-10T24:00:00Z",
                "2026-01-10T12:60:00Z",
                "2026-01-10T12:00:00.Z",
                "2026-01-10T12:00:00+0100",
                "2026-01-10T12:00:00ZZ"
            })
    void otherTextsAreRefused(String text) {
        assertThatThrownBy(() -> micros(text)).isInstanceOf(DateTimeException.class);
    }

    private static Optional<Long> read(String text) {
        try {
            return Optional.of(micros(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static long micros(String text) {
        String padded = "<" + text + ">";
        return PostHogTime.micros(padded.toCharArray(), 1, text.length());
    }
}
