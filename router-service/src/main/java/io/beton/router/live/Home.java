package io.beton.router.live;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;

/** Whose hypotheses are matched together: subjects of different kinds may bear one name. */
record Home(ConnectionId connection, Subject of) {

    static Home of(EventBatch batch) {
        return new Home(batch.connectionId(), batch.of());
    }
}
