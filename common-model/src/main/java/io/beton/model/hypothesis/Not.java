package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.beton.model.InvalidMember;
import java.util.List;

/** It does not hold. */
@JsonDeserialize(using = JsonDeserializer.None.class)
public record Not(@JsonProperty("not") Condition condition) implements Condition.Composite {
    public Not {
        InvalidMember.require(condition, "not");
    }

    @Override
    public <T> T as(Form<T> form) {
        return form.not(this);
    }

    @Override
    public boolean holdsOfNothing() {
        return !condition.holdsOfNothing();
    }

    @Override
    @JsonIgnore
    public List<Condition> conditions() {
        return List.of(condition);
    }

    @Override
    public boolean deferred() {
        return true;
    }
}
