package io.beton.ingest.posthog;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.connection.Taxonomy.GroupType;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Subject;
import java.util.List;

/** The types of groups that a project knows, and which column of an event each is. */
public final class GroupTypes {
    /** Under a project. */
    public static final String PATH = "groups_types/";

    private GroupTypes() {}

    public static List<GroupType> read(List<JsonNode> listed) {
        return listed.stream()
                .map(type -> new GroupType(
                        type.path("group_type").asText(),
                        type.path("group_type_index").asInt()))
                .toList();
    }

    /** How a query names subjects of a kind; asks PostHog where they are groups, for a type can get another column. */
    public static SubjectColumn column(PostHogSource source, Reading reading, Subject subject) {
        List<GroupType> known = subject.kind() == Subject.Kind.PERSON ? List.of() : read(source.all(reading, PATH));
        return SourceFailure.refusing(() -> SubjectColumn.of(subject, known));
    }
}
