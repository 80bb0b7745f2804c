package io.beton.hypothesis.taxonomy;

import io.beton.kit.kafka.TopicFollowers;
import io.beton.model.Topics;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.id.ConnectionId;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The connections that there are.
 *
 * <p>Reads: connections. Writes: nothing. On failure: a record that cannot be read becomes a dead letter, and what was
 * known of its connection stays.
 */
@Startup
@Singleton
public final class ConnectionsView {
    private final TopicView<ConnectionFacts> view;

    ConnectionsView(TopicFollowers followers) {
        view = new TopicView<>(
                followers, Topics.CONNECTIONS.name(), ConnectionFacts.class, ConnectionFacts::connectionId);
    }

    /** A connection that was not deleted. */
    public Optional<ConnectionFacts> find(ConnectionId id) {
        return view.find(id).filter(connection -> connection.state() != ConnectionFacts.State.DELETED);
    }
}
