package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.model.hogql.SubjectColumn;
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
                .page(Optional.of(new SubjectId("p1")))
                .text();

        // Then
        assertThat(text)
                .contains("minIf(person.created_at, person.created_at >= ")
                .contains(" AND event NOT IN (")
                .contains(" AND person_id > toUUID(")
                .endsWith(" GROUP BY person_id, floor(toUnixTimestamp(timestamp) / 86400)"
                        + " ORDER BY person_id, first LIMIT 10");
    }

    @Test
    void aSubjectThatAFullPageMayHaveCutBelongsToTheNext() {
        // Given
        RowReader<ActivityQuery.Page> reader = new ActivityQuery("t", SubjectColumn.PERSON, false, RANGE, 3).reader();

        // When
        reader.row(row("p1", "2026-01-01T00:00:00Z", "2025-12-31T00:00:00Z"));
        reader.row(row("p2", "2026-01-01T00:00:00Z", "2025-12-31T00:00:00Z"));
        reader.row(row("p2", "2026-01-02T00:00:00Z", "2025-12-31T00:00:00Z"));
        ActivityQuery.Page page = reader.result();

        // Then
        assertThat(page.activity()).hasSize(1);
        assertThat(page.born()).containsOnlyKeys(new SubjectId("p1"));
        assertThat(page.next()).contains(new SubjectId("p1"));
    }

    @Test
    void theEarliestOfNothingIsNoBirth() {
        // Given
        RowReader<ActivityQuery.Page> reader = new ActivityQuery("t", SubjectColumn.PERSON, false, RANGE, 9).reader();

        // When
        reader.row(row("p1", "2026-01-01T00:00:00Z", "1970-01-01T00:00:00Z"));
        reader.row(row("p2", "2026-01-01T00:00:00Z", null));
        reader.row(row("p3", "2026-01-01T00:00:00Z", "2025-12-31T00:00:00Z"));
        ActivityQuery.Page page = reader.result();

        // Then
        assertThat(page.activity()).hasSize(3);
        assertThat(page.next()).isEmpty();
        assertThat(page.born())
                .hasSize(1)
                .containsEntry(new SubjectId("p3"), Times.micros(Instant.parse("2025-12-31T00:00:00Z")));
    }

    private static JsonNode row(String person, String day, String born) {
        List<String> columns = new ArrayList<>(List.of(person, day, day));
        columns.add(born);
        return Json.mapper().valueToTree(columns);
    }
}
