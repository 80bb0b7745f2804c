package io.beton.router.sink;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.beton.model.InvalidMember;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A token, password or secret address of a destination; never shown again. */
@Schema(implementation = String.class)
public final class Secret implements Hidden {
    private final String text;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret(String text) {
        InvalidMember.check(text != null && !text.isBlank(), "", "is missing or empty; give it a text");
        InvalidMember.check(text.chars().noneMatch(Character::isISOControl), "", "must not have control characters");
        this.text = text;
    }

    @Override
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
