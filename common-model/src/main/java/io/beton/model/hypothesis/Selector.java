package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import java.util.List;
import java.util.Objects;

/**
 * Names a set of events: an event name and property filters, evaluated inside the source.
 *
 * @param event the event's name, or {@code *} for any counted event
 */
public record Selector(
        String event,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PropertyFilter> where) {
    public static final String ANY_COUNTED = "*";
    private static final int LONGEST_NAME = 400;

    @JsonCreator
    public Selector {
        InvalidMember.requireText(event, "event");
        InvalidMember.check(
                event.length() <= LONGEST_NAME, "event", "`event` is longer than " + LONGEST_NAME + " characters");
        where = where == null ? List.of() : List.copyOf(where);
    }

    public static Selector of(String event) {
        return new Selector(event, List.of());
    }

    /** The same for equal selectors everywhere; what crosses the wire in their place. */
    public SelectorId id() {
        return SelectorId.of(Json.text(this));
    }

    public boolean anyCounted() {
        return Objects.equals(event, ANY_COUNTED);
    }
}
