package io.beton.model.hypothesis;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.beton.model.InvalidMember;
import java.util.Optional;

/** What kind of subject a hypothesis is about: a person, or a group of one type. */
public record Subject(Kind kind, Optional<String> groupType) {
    public static final Subject PERSON = new Subject(Kind.PERSON, Optional.empty());

    public static Subject group(String type) {
        return new Subject(Kind.GROUP, Optional.of(type));
    }

    @JsonCreator
    public Subject {
        InvalidMember.require(kind, "kind");
        groupType = groupType == null ? Optional.empty() : groupType;
        groupType.ifPresent(type -> InvalidMember.requireText(type, "group_type"));
        InvalidMember.check(
                groupType.isPresent() == (kind == Kind.GROUP),
                "group_type",
                "`group_type` belongs to subjects of kind `group`, and only to them");
    }

    public enum Kind {
        @JsonProperty("person")
        PERSON,
        @JsonProperty("group")
        GROUP
    }
}
