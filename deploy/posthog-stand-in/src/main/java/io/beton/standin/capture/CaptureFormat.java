package io.beton.standin.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.standin.events.CapturedEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads one event of the capture format and settles its times. */
public final class CaptureFormat {
    private static final Duration FUTURE_ALLOWED = Duration.ofHours(23);
    private static final double LARGEST_EXACT = 9_007_199_254_740_992d;

    private CaptureFormat() {}

    /** {@code now} becomes the event's created_at. */
    public static CapturedEvent event(JsonNode sent, JsonNode outerSentAt, Instant now) {
        if (!sent.isObject()) {
            throw new CaptureRefused(400, "failed to parse request: an event must be a JSON object");
        }
        String name = sent.path("event").asText("");
        if (name.isBlank()) {
            throw new CaptureRefused(400, "event submitted with an empty event name");
        }
        JsonNode inside = sent.path("properties");
        String distinctId = sent.path("distinct_id")
                .asText(sent.path("$distinct_id")
                        .asText(inside.path("distinct_id").asText("")));
        if (distinctId.isBlank()) {
            throw new CaptureRefused(400, "event submitted with an empty distinct_id");
        }
        JsonNode sentAt = sent.hasNonNull("sent_at") ? sent.path("sent_at") : outerSentAt;
        return new CapturedEvent(
                uuid(sent),
                name,
                distinctId,
                timestamp(sent, sentAt, now),
                now.truncatedTo(ChronoUnit.MICROS),
                properties(sent));
    }

    private static UUID uuid(JsonNode sent) {
        String given = sent.path("uuid").asText("");
        if (given.isEmpty()) {
            return UUID.randomUUID();
        }
        if (!given.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new CaptureRefused(400, "event submitted with an invalid uuid");
        }
        return UUID.fromString(given);
    }

    /** The sender's clock is corrected by when it says it sent; what lies more than 23 hours ahead happens now. */
    private static Instant timestamp(JsonNode sent, JsonNode sentAt, Instant now) {
        Instant given = time(sent.path("timestamp")).orElse(now);
        boolean ignoreSentAt = sent.path("properties").path("$ignore_sent_at").asBoolean(false);
        Instant settled = time(sentAt)
                .filter(at -> !ignoreSentAt && sent.hasNonNull("timestamp"))
                .map(at -> given.plus(Duration.between(at, now)))
                .orElse(given);
        if (!sent.hasNonNull("timestamp") && sent.path("offset").isNumber()) {
            settled = now.minusMillis(sent.path("offset").asLong());
        }
        Instant possible = settled.isAfter(now.plus(FUTURE_ALLOWED)) ? now : settled;
        return possible.truncatedTo(ChronoUnit.MICROS);
    }

    private static Optional<Instant> time(JsonNode node) {
        String text = node.asText("").trim().replace(' ', 'T');
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noZone) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        }
    }

    private static ObjectNode properties(JsonNode sent) {
        ObjectNode properties = sent.path("properties").isObject()
                ? sent.path("properties").deepCopy()
                : JsonNodeFactory.instance.objectNode();
        properties.remove(List.of("distinct_id", "token"));
        for (String set : List.of("$set", "$set_once", "$unset")) {
            if (sent.has(set)) {
                properties.set(set, sent.get(set));
            }
        }
        for (Map.Entry<String, JsonNode> property : List.copyOf(properties.properties())) {
            plain(property.getValue()).ifPresent(number -> properties.set(property.getKey(), number));
        }
        return properties;
    }

    /** Numbers pass through JavaScript on their way: 1.0 arrives as 1. */
    private static Optional<JsonNode> plain(JsonNode value) {
        boolean whole = value.isFloatingPointNumber()
                && Math.abs(value.asDouble()) < LARGEST_EXACT
                && value.asDouble() == Math.rint(value.asDouble());
        return whole ? Optional.of(JsonNodeFactory.instance.numberNode(value.asLong())) : Optional.empty();
    }
}
