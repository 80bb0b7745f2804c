package io.beton.model.identity;

import io.beton.model.InvalidMember;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import java.util.List;
import java.util.Set;

/**
 * What is asked of subjects of one kind, while signals about them are delivered.
 *
 * @param distinctId whether an id is wanted by which the source knows the person in its events
 */
public record IdentityQuestion(Subject of, List<SubjectId> subjects, Set<String> properties, boolean distinctId) {
    private static final int MOST_SUBJECTS = 100;
    private static final int MOST_PROPERTIES = 20;

    public IdentityQuestion {
        InvalidMember.require(of, "of");
        subjects = List.copyOf(InvalidMember.require(subjects, "subjects"));
        properties = properties == null ? Set.of() : Set.copyOf(properties);
        InvalidMember.check(
                !subjects.isEmpty() && subjects.size() <= MOST_SUBJECTS,
                "subjects",
                "`subjects` must be 1 to " + MOST_SUBJECTS + " ids");
        InvalidMember.check(
                properties.size() <= MOST_PROPERTIES,
                "properties",
                "`properties` must be at most " + MOST_PROPERTIES + " names");
        properties.forEach(property -> InvalidMember.requireText(property, "properties"));
        InvalidMember.check(
                distinctId || !properties.isEmpty(), "properties", "`properties` must name at least one property");
        InvalidMember.check(
                !distinctId || of.kind() == Subject.Kind.PERSON,
                "distinct_id",
                "`distinct_id` is for persons; a group has none");
    }
}
