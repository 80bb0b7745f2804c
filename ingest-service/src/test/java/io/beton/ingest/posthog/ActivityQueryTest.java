package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.model.connection.Taxonomy.GroupType;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActivityQueryTest {
    private static final Range RANGE = Range.ofTimestamps(0, Times.DAY);

    @Test
    void itIsCountedPerPersonAndDayOfUtc() {
        // When
        String text = new ActivityQuery("t", SubjectColumn.PERSON, false, RANGE, 10)
                .page(Optional.of(new ActivityQuery.Position(0, new SubjectId("p1"))))
                .text();

        // Then
        assertThat(text)
                .contains("minIf(person.created_at, person.created_at >= ")
                .contains(" AND event NOT IN (")
                .contains(" AND toString(person_id) > {")
                .endsWith(" GROUP BY person_id, floor(toUnixTimestamp(timestamp) / 86400)"
                        + " ORDER BY kind, subject, first LIMIT 10");
    }

    @Test
    void aSubjectThatAFullPageMayHaveCutBelongsToTheNext() {
        // Given
        RowReader<ActivityQuery.Page> reader = new ActivityQuery("t", SubjectColumn.PERSON, false, RANGE, 3).reader();

        // When
        WireRows.feed(reader, row("p1", "2026-01-01T00:00:00Z", "2025-12-31T00:00:00Z"));
        WireRows.feed(reader, row("p2", "2026-01-01T00:00:00Z", "2025-12-31T00:00:00Z"));
        WireRows.feed(reader, row("p2", "2026-01-02T00:00:00Z", "2025-12-31T00:00:00Z"));
        ActivityQuery.Page page = reader.result();

        // Then
        assertThat(page.single().activity()).hasSize(1);
        assertThat(page.single().born()).containsOnlyKeys(new SubjectId("p1"));
        assertThat(page.next()).contains(new ActivityQuery.Position(0, new SubjectId("p1")));
    }

    @Test
    void kindsOfSubjectStandOneBehindTheOther() {
        // Given
        SubjectColumn team = SubjectColumn.of(Subject.group("team"), List.of(new GroupType("team", 3)));
        ActivityQuery query = new ActivityQuery(
                "t",
                List.of(new ActivityQuery.Asked(SubjectColumn.PERSON, false), new ActivityQuery.Asked(team, true)),
                RANGE,
                3);
        RowReader<ActivityQuery.Page> reader = query.reader();

        // When
        WireRows.feed(reader, row(0, "p1", "2026-01-01T00:00:00Z", null));
        WireRows.feed(reader, row(1, "blue", "2026-01-01T00:00:00Z", null));
        WireRows.feed(reader, row(1, "red", "2026-01-01T00:00:00Z", null));
        ActivityQuery.Page page = reader.result();
        String next = query.page(page.next()).text();

        // Then
        assertThat(query.page(Optional.empty()).text())
                .startsWith("SELECT kind, subject, first, last, born, session FROM (SELECT 0 AS kind,")
                .contains(", '' AS session FROM events")
                .contains(" UNION ALL SELECT 1 AS kind, toString(`$group_3`) AS subject,")
                .endsWith(") ORDER BY kind, subject, first LIMIT 3");
        assertThat(page.kinds().get(0).activity()).hasSize(1);
        assertThat(page.kinds().get(1).activity()).hasSize(1);
        assertThat(page.next()).contains(new ActivityQuery.Position(1, new SubjectId("blue")));
        assertThat(next).startsWith("SELECT 1 AS kind,").contains(" AND toString(`$group_3`) > {");
    }

    @Test
    void theEarliestOfNothingIsNoBirth() {
        // Given
        RowReader<ActivityQuery.Page> reader = new ActivityQuery("t", SubjectColumn.PERSON, false, RANGE, 9).reader();

        // When
        WireRows.feed(reader, row("p1", "2026-01-01T00:00:00Z", "1970-01-01T00:00:00Z"));
        WireRows.feed(reader, row("p2", "2026-01-01T00:00:00Z", null));
        WireRows.feed(reader, row("p3", "2026-01-01T00:00:00Z", "2025-12-31T00:00:00Z"));
        ActivityQuery.Page page = reader.result();

        // Then
        assertThat(page.single().activity()).hasSize(3);
        assertThat(page.next()).isEmpty();
        assertThat(page.single().born())
                .hasSize(1)
                .containsEntry(new SubjectId("p3"), Times.micros(Instant.parse("2025-12-31T00:00:00Z")));
    }

    private static JsonNode row(String person, String day, String born) {
        return row(0, person, day, born);
    }

    private static JsonNode row(int kind, String subject, String day, String born) {
        List<Object> columns = new ArrayList<>(List.of(kind, subject, day, day));
        columns.add(born);
        return Json.mapper().valueToTree(columns);
    }
}
