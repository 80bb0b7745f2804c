package io.beton.standin.events;

import java.util.Optional;

/** A property that was seen; {@code definedFor} is event, person or group_N; nested values have no type. */
public record PropertyDefinition(String definedFor, String name, Optional<String> propertyType) {
    record Key(String definedFor, String name) {}

    Key key() {
        return new Key(definedFor, name);
    }
}
