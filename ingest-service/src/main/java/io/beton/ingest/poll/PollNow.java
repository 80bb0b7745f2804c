package io.beton.ingest.poll;

import io.beton.model.id.ConnectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connections that somebody wants polled before their time. */
@ApplicationScoped
public class PollNow {
    private final Set<ConnectionId> asked = ConcurrentHashMap.newKeySet();
    private volatile Runnable look = () -> {};

    public void soon(ConnectionId connection) {
        asked.add(connection);
        look();
    }

    void look() {
        look.run();
    }

    /** @param look has the next look come at once */
    void whenAsked(Runnable look) {
        this.look = look;
    }

    boolean take(ConnectionId connection) {
        return asked.remove(connection);
    }
}
