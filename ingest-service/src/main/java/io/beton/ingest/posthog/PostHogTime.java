package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.match.Times;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** Reads the datetimes of PostHog's answers, which carry an offset or else are UTC. */
final class PostHogTime {
    private PostHogTime() {}

    static long micros(JsonNode datetime) {
        TemporalAccessor read = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                datetime.asText().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
        OffsetDateTime time =
                read instanceof LocalDateTime local ? local.atOffset(ZoneOffset.UTC) : (OffsetDateTime) read;
        return Times.micros(time.toInstant());
    }
}
