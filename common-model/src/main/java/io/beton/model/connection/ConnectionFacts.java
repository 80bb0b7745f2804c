package io.beton.model.connection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.id.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What others may know of a connection; its key is not among it.
 *
 * @param reason why it is broken, and what to do
 * @param sampleValues whether values that many subjects share may be read and known; true where nothing else is said
 */
public record ConnectionFacts(
        ConnectionId connectionId,
        String name,
        String host,
        String projectId,
        String projectName,
        String timezone,
        Duration syncEvery,
        State state,
        Optional<String> reason,
        Instant createdAt,
        Boolean sampleValues) {

    public ConnectionFacts {
        sampleValues = sampleValues == null || sampleValues;
    }

    public enum State {
        @JsonProperty("connected")
        CONNECTED,
        @JsonProperty("broken")
        BROKEN,
        @JsonProperty("deleted")
        DELETED
    }
}
