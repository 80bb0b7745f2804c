package io.beton.model.hogql;

import java.util.Map;

/** A named query with its placeholders' values; every value that came from outside travels as a value. */
public record HogQl(String name, String text, Map<String, Object> values) {
    public HogQl {
        values = Map.copyOf(values);
    }
}
