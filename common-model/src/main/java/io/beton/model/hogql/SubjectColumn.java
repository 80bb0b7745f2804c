package io.beton.model.hogql;

import io.beton.model.connection.Taxonomy.GroupType;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * How a query on {@code events} names the subject of an event: persons by their id, groups by the key that stands in the
 * column of their type. A key is empty where an event is of no group.
 *
 * @param id the column of the subject
 * @param created when the source made it; null, or a time on the first day there is, where nobody knows
 * @param literal what a subject's id is wrapped into, so that it compares with the column
 * @param some what holds only for events that have a subject, to stand behind other conditions; empty where all have
 */
public record SubjectColumn(String id, String created, String literal, String some) {
    public static final SubjectColumn PERSON = new SubjectColumn("person_id", "person.created_at", "toUUID(%s)", "");

    /** A group type that the source does not know is {@link NotExpressible}. */
    public static SubjectColumn of(Subject subject, Collection<GroupType> known) {
        return subject.groupType().map(type -> group(type, known)).orElse(PERSON);
    }

    private static SubjectColumn group(String type, Collection<GroupType> known) {
        int index = known.stream()
                .filter(group -> group.name().equals(type))
                .findFirst()
                .orElseThrow(() -> new NotExpressible(unknown(type, known)))
                .index();
        String key = "`$group_" + index + "`";
        return new SubjectColumn(key, "group_" + index + ".created_at", "%s", " AND " + key + " != ''");
    }

    private static String unknown(String type, Collection<GroupType> known) {
        String those = known.isEmpty()
                ? "none"
                : known.stream().map(group -> "`" + group.name() + "`").sorted().collect(Collectors.joining(", "));
        return "PostHog has no group type `" + type + "` in this project; it knows " + those;
    }

    /** The subject as text, by which subjects of several kinds stand in one column. */
    public String text() {
        return "toString(" + id + ")";
    }

    /** What holds for the subjects after one, in the order of the column. */
    public String after(SubjectId last, QueryBuilder query) {
        return id + " > " + literal.formatted(query.value(last.value()));
    }
}
