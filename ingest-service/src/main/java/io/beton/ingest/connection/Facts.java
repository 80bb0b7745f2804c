package io.beton.ingest.connection;

import io.beton.model.connection.ConnectionFacts;
import java.time.Duration;
import java.util.Optional;

/** The facts of a connection with one thing changed. */
final class Facts {
    private Facts() {}

    static ConnectionFacts in(ConnectionFacts facts, ConnectionFacts.State state, Optional<String> reason) {
        return new ConnectionFacts(
                facts.connectionId(),
                facts.name(),
                facts.host(),
                facts.projectId(),
                facts.projectName(),
                facts.timezone(),
                facts.syncEvery(),
                state,
                reason,
                facts.createdAt(),
                facts.sampleValues());
    }

    static ConnectionFacts called(ConnectionFacts facts, String name, Duration syncEvery, boolean sampleValues) {
        return new ConnectionFacts(
                facts.connectionId(),
                name,
                facts.host(),
                facts.projectId(),
                facts.projectName(),
                facts.timezone(),
                syncEvery,
                facts.state(),
                facts.reason(),
                facts.createdAt(),
                sampleValues);
    }
}
