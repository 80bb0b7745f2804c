package io.beton.router.sink;

import io.beton.model.signal.Signal;
import java.util.Optional;

/**
 * What a binding says besides that which all bindings say: one record for each kind, whose secrets are {@link Hidden}.
 */
public interface SinkMembers {

    /** Fails with the member at fault where signals must not go, or cannot be told, as a new binding says. */
    void check(AddressGuard guard, FieldMapping fields);

    /** By what its destination knows a subject, where it has to: a signal without it cannot be told. */
    default Optional<Template> knownBy() {
        return Optional.empty();
    }

    /** The same for one signal. */
    default Optional<Template> knownBy(Signal signal) {
        return knownBy();
    }

    /** What else is made of a signal, besides the fields. */
    default Optional<Template> remark() {
        return Optional.empty();
    }
}
