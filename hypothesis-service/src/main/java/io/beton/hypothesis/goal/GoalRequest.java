package io.beton.hypothesis.goal;

import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.id.ConnectionId;
import java.util.Optional;

/** What a person sends to set a goal; an outcome left out is guessed from the connection's event names. */
record GoalRequest(
        ConnectionId connectionId,
        String name,
        GoalKind kind,
        Optional<Predicted> outcome,
        Optional<Integer> horizonDays,
        Optional<Boolean> repeatable,
        Optional<Bar> bar) {

    GoalRequest {
        InvalidMember.require(connectionId, "connection_id");
        InvalidMember.requireText(name, "name");
        InvalidMember.require(kind, "kind");
    }
}
