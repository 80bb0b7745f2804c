package io.beton.router.sink;

import com.fasterxml.jackson.annotation.JsonValue;

/** A text that only whom it is for may see: everywhere else it is written as {@link #HIDDEN}. */
public interface Hidden {
    String HIDDEN = "[hidden]";

    /** The text itself, to be sealed or sent. */
    String reveal();

    @JsonValue
    default String shown() {
        return HIDDEN;
    }
}
