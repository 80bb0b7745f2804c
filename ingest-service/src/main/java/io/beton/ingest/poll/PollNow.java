package io.beton.ingest.poll;

import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connections that somebody wants polled before their time. */
@ApplicationScoped
public class PollNow {
    private final Set<ConnectionId> asked = ConcurrentHashMap.newKeySet();

    public void soon(ConnectionId connection) {
        asked.add(connection);
    }

    boolean take(ConnectionId connection) {
        return asked.remove(connection);
    }
}
