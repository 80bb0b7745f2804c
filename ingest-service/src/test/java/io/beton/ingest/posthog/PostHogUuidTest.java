package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** UUIDs are read as Java reads them, and nothing else is read as one. */
class PostHogUuidTest {
    private final PostHogUuid read = new PostHogUuid();

    @Property
    void itIsReadAsThePlainVersionDoes(@ForAll long high, @ForAll long low) {
        // When
        boolean whole = read(new UUID(high, low).toString());

        // Then
        assertThat(whole).isTrue();
        assertThat(read.high()).isEqualTo(high);
        assertThat(read.low()).isEqualTo(low);
    }

    @Property
    void oneOtherCharacterMakesAnotherOrNone(
            @ForAll long high, @ForAll long low, @ForAll @IntRange(max = 35) int place, @ForAll char other) {
        // Given
        StringBuilder text = new StringBuilder(new UUID(high, low).toString());
        text.setCharAt(place, other);

        // When
        boolean whole = read(text.toString());

        // Then
        boolean isDash = place == 8 || place == 13 || place == 18 || place == 23;
        boolean fits = isDash ? other == '-' : "0123456789abcdef".indexOf(other) >= 0;
        assertThat(whole).isEqualTo(fits);
        if (whole) {
            assertThat(new UUID(read.high(), read.low())).isEqualTo(UUID.fromString(text.toString()));
        }
    }

    @Property
    void otherLengthsAreNone(@ForAll @IntRange(max = 40) int length) {
        assertThat(read("0190a5e0-0000-7000-8000-0000000000010000".substring(0, length)))
                .isEqualTo(length == 36);
    }

    private boolean read(String text) {
        String padded = "<" + text + ">";
        return read.read(padded.toCharArray(), 1, text.length());
    }
}
