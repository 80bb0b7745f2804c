package io.beton.router.sink;

/**
 * What a binding says besides that which all bindings say: one record for each kind, whose secrets are {@link Hidden}.
 */
public interface SinkMembers {

    /** Fails with the member at fault where signals must not go, or cannot be told, as a new binding says. */
    void check(AddressGuard guard, FieldMapping fields);
}
