package io.beton.hypothesis.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.InvalidMember;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpanTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456789Z");
    private static final Instant EARLIER = Instant.parse("2011-05-01T00:00:00Z");

    @Test
    void whatIsNotAskedForIsTheLast90DaysToTheMicrosecond() {
        assertThat(spans(Optional.empty()).of(Span.Wish.NONE))
                .isEqualTo(new Span(Instant.parse("2026-11-23T10:00:00.123456Z"), 90));
    }

    @Test
    void theOperatorMayFixTheEndAndACallerMayAskForAnother() {
        // Given
        Spans fixed = spans(Optional.of(EARLIER));
        Span.Wish wish = new Span.Wish(Optional.of(EARLIER.minusSeconds(1)), Optional.of(60));

        // Then
        assertThat(fixed.of(Span.Wish.NONE)).isEqualTo(new Span(EARLIER, 90));
        assertThat(fixed.of(wish)).isEqualTo(new Span(EARLIER.minusSeconds(1), 60));
    }

    @Test
    void howOldSomethingIsIsSaidAsOfTheFixedEnd() {
        assertThat(spans(Optional.empty()).now()).isEqualTo(NOW);
        assertThat(spans(Optional.of(EARLIER)).now()).isEqualTo(EARLIER);
    }

    @Test
    void theFutureCannotBeRead() {
        // Given
        Span.Wish wish = new Span.Wish(Optional.of(NOW.plusSeconds(1)), Optional.empty());

        // Then
        assertThatThrownBy(() -> spans(Optional.empty()).of(wish))
                .isInstanceOfSatisfying(
                        InvalidMember.class,
                        invalid -> assertThat(invalid.member()).isEqualTo("as_of"));
    }

    @Test
    void aWindowMustLeaveTimeForTheOutcome() {
        // Given
        Span span = new Span(NOW, 44);

        // Then
        assertThat(span.fitting(13, 30)).isEqualTo(span);
        assertThatThrownBy(() -> span.fitting(14, 30))
                .isInstanceOfSatisfying(
                        InvalidMember.class,
                        invalid -> assertThat(invalid.member()).isEqualTo("window_days"))
                .hasMessageContaining("44");
    }

    private static Spans spans(Optional<Instant> asOf) {
        return new Spans(new Fixed(asOf, 90), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private record Fixed(Optional<Instant> asOf, int windowDays) implements RequestConfig {}
}
