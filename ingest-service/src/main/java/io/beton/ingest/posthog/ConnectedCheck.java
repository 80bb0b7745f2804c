package io.beton.ingest.posthog;

import io.beton.model.id.ConnectionId;

/** Tells whether a connection may still be read; asked before each request. */
public interface ConnectedCheck {
    boolean connected(ConnectionId connection);
}
