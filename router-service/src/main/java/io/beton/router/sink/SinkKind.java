package io.beton.router.sink;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The types of destination. */
public enum SinkKind {
    @JsonProperty("webhook")
    WEBHOOK
}
