package io.beton.standin.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** The property type that PostHog would infer from a first value. */
final class PropertyTypes {
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?)?");

    private PropertyTypes() {}

    static Optional<String> of(String name, JsonNode value) {
        if (name.startsWith("utm_") || name.startsWith("$feature/")) {
            return Optional.of("String");
        }
        if (value.isNumber()) {
            return Optional.of("Numeric");
        }
        if (value.isBoolean()) {
            return Optional.of("Boolean");
        }
        if (!value.isTextual() || value.asText().isEmpty()) {
            return Optional.empty();
        }
        String text = value.asText();
        if (text.equals("true") || text.equals("false")) {
            return Optional.of("Boolean");
        }
        return Optional.of(DATE_TIME.matcher(text).matches() ? "DateTime" : "String");
    }
}
