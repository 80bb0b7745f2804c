package io.beton.ingest.posthog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads how long a server wants to be left alone: so many seconds, or until a date. */
final class RetryAfter {
    /** Nobody means more, and times stay in their range. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    /**
     * @param header as it was sent
     * @param sent the date of the answer by the server's own clock, where it said one
     */
    static Optional<Duration> read(Optional<String> header, Optional<String> sent, Instant now) {
        return header.map(String::trim)
                .flatMap(text -> text.matches("\\d{1,18}")
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                        : date(text).map(until -> longer(until, sent.flatMap(RetryAfter::date), now)))
                .filter(wait -> !wait.isNegative())
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    /** By the server's clock or by ours, whichever is later, so that neither is asked too early. */
    private static Duration longer(Instant until, Optional<Instant> sent, Instant now) {
        Instant earlier = sent.filter(now::isAfter).orElse(now);
        return Duration.between(earlier, until);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
