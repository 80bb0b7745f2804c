package io.beton.router.sink;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The types of destination. */
public enum SinkKind {
    @JsonProperty("webhook")
    WEBHOOK,
    @JsonProperty("slack")
    SLACK,
    @JsonProperty("hubspot")
    HUBSPOT,
    @JsonProperty("attio")
    ATTIO,
    @JsonProperty("posthog")
    POSTHOG,
    @JsonProperty("kafka")
    KAFKA;

    /** The name in tables, metrics and logs. */
    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SinkKind of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
