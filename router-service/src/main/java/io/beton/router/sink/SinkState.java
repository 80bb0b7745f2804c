package io.beton.router.sink;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whether a binding gets signals. */
public enum SinkState {
    @JsonProperty("active")
    ACTIVE,
    /** Its receiver said that it is gone for good. */
    @JsonProperty("disabled")
    DISABLED,
    @JsonProperty("deleted")
    DELETED;

    /** The name in tables and metrics. */
    public String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SinkState of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
