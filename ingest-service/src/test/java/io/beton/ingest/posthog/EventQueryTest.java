package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.model.connection.Taxonomy.GroupType;
import io.beton.model.event.EventBatch;
import io.beton.model.hogql.HogQl;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventQueryTest {
    private static final long FROM = Times.micros(Instant.parse("2026-01-01T00:00:00Z"));
    private static final long TO = Times.micros(Instant.parse("2026-01-08T00:00:00.000001Z"));
    private static final Subject TEAM = Subject.group("team");
    private static final String UUID_TEXT = "0190a5e0-0000-7000-8000-000000000001";

    @Test
    void aPageOfHistoryReadsAsIntended() {
        // Given
        EventQuery query = new EventQuery(
                "beton_history",
                SubjectColumn.PERSON,
                List.of(Selector.of("a")),
                List.of(),
                Range.ofTimestamps(FROM, TO),
                50_000);

        // When
        HogQl page = query.page(Optional.of(new EventQuery.Position(FROM + 5, UUID_TEXT)));

        // Then
        assertThat(page.text())
                .isEqualTo("SELECT uuid, timestamp, created_at, if((event = {v0}), 1, 0) AS mask_0, person_id"
                        + " FROM events WHERE timestamp >= toDateTime64({v1}, 6, 'UTC')"
                        + " AND timestamp < toDateTime64({v2}, 6, 'UTC') AND event IN ({v0})"
                        + " AND (timestamp > toDateTime64({v3}, 6, 'UTC')"
                        + " OR (timestamp = toDateTime64({v3}, 6, 'UTC') AND uuid > toUUID({v4})))"
                        + " ORDER BY timestamp, uuid, created_at, timestamp, event LIMIT 50000");
        assertThat(page.values())
                .containsEntry("v1", "2026-01-01 00:00:00.000000")
                .containsEntry("v2", "2026-01-08 00:00:00.000001")
                .containsEntry("v3", "2026-01-01 00:00:00.000005");
    }

    @Test
    void aPollIsBoundedByArrivalAndByTime() {
        // Given
        EventQuery query = new EventQuery(
                "beton_poll",
                SubjectColumn.PERSON,
                List.of(Selector.of("a")),
                List.of(),
                Range.ofArrivals(FROM, TO, Duration.ofDays(3)),
                10);

        // When
        String text = query.page(Optional.empty()).text();

        // Then
        assertThat(text)
                .contains("WHERE created_at >= toDateTime64({v1}, 6, 'UTC') AND created_at < ")
                .contains(" AND timestamp >= toDateTime64({v3}, 6, 'UTC')"
                        + " AND timestamp >= created_at - toIntervalSecond({v4}) AND event IN")
                .endsWith("ORDER BY created_at, uuid, created_at, timestamp, event LIMIT 10");
    }

    @Test
    void aPageIsNoLargerThanPostHogGives() {
        // When
        EventQuery query = new EventQuery(
                "beton_poll",
                SubjectColumn.PERSON,
                List.of(Selector.of("a")),
                List.of(),
                Range.ofTimestamps(FROM, TO),
                100_000);

        // Then
        assertThat(query.pageSize()).isEqualTo(50_000);
        assertThat(query.page(Optional.empty()).text()).endsWith(" LIMIT 50000");
    }

    /** What a poll leaves out and what comes late make up all that arrived. */
    @Test
    void whatCameLateIsBoundedByItsDaysToo() {
        // Given
        EventQuery query = new EventQuery(
                "beton_poll_late",
                SubjectColumn.PERSON,
                List.of(Selector.of("a")),
                List.of(),
                Range.late(Range.ofTimestamps(0, Times.DAY), FROM, TO, Duration.ofDays(3)),
                10);

        // When
        HogQl page = query.page(Optional.empty());

        // Then
        assertThat(page.text())
                .contains("WHERE timestamp >= toDateTime64({v1}, 6, 'UTC') AND timestamp < toDateTime64({v2}, 6, 'UTC')"
                        + " AND created_at >= toDateTime64({v3}, 6, 'UTC')"
                        + " AND created_at < toDateTime64({v4}, 6, 'UTC')"
                        + " AND timestamp < created_at - toIntervalSecond({v5}) AND event IN")
                .endsWith("ORDER BY created_at, uuid, created_at, timestamp, event LIMIT 10");
        assertThat(page.values()).containsEntry("v5", 259_200L);
    }

    @Test
    void rowsBecomeEventsAndAFullPageHasANextOne() {
        // Given
        EventQuery query = new EventQuery(
                "t",
                SubjectColumn.PERSON,
                List.of(Selector.of("a"), Selector.of("b")),
                List.of(),
                Range.ofArrivals(FROM, TO, Duration.ofDays(3)),
                3);
        RowReader<EventQuery.Page> reader = query.reader();

        // When
        WireRows.feed(reader, row("2026-01-02T00:00:00Z", "2026-01-02T00:00:01.000002Z", 3));
        WireRows.feed(reader, row("2026-01-02T01:00:00+01:00", "2026-01-02T00:00:01Z", 0));
        WireRows.feed(reader, row("2026-01-03 00:00:00", "2026-01-03T00:00:00.500000Z", 2));
        EventQuery.Page page = reader.result();

        // Then
        assertThat(page.kinds().get(0)).hasSize(2);
        assertThat(page.kinds().get(0).get(0).subject()).isEqualTo(new SubjectId("p1"));
        assertThat(page.kinds().get(0).get(0).matched())
                .containsExactlyInAnyOrder(
                        Selector.of("a").id(), Selector.of("b").id());
        assertThat(page.kinds().get(0).get(0).createdAt()
                        - page.kinds().get(0).get(0).timestamp())
                .isEqualTo(1_000_002);
        assertThat(page.kinds().get(0).get(1).matched())
                .containsExactly(Selector.of("b").id());
        assertThat(page.next())
                .contains(new EventQuery.Position(Times.micros(Instant.parse("2026-01-03T00:00:00.5Z")), UUID_TEXT));
    }

    @Test
    void severalKindsOfSubjectAreReadAtOnce() {
        // Given
        Selector shared = Selector.of("a");
        Selector ofTeams = Selector.of("b");
        EventQuery query = new EventQuery(
                "beton_poll",
                List.of(
                        new EventQuery.Asked(SubjectColumn.PERSON, List.of(shared), List.of()),
                        new EventQuery.Asked(
                                SubjectColumn.of(TEAM, List.of(new GroupType("team", 3))),
                                List.of(shared, ofTeams),
                                List.of(new CountedProperty(ofTeams, "plan")))),
                Range.ofArrivals(FROM, TO, Duration.ofDays(3)),
                10);
        RowReader<EventQuery.Page> reader = query.reader();

        // When
        String text = query.page(Optional.empty()).text();
        WireRows.feed(reader, row(3, "7", "p1", "red"));
        WireRows.feed(reader, row(2, "8", "p2", "blue"));
        WireRows.feed(reader, row(3, "", "p3", ""));
        List<List<EventBatch.Event>> kinds = reader.result().kinds();

        // Then
        assertThat(text)
                .contains(" AS mask_0, if(((event = {v1})) AND ")
                .contains(", '') AS value_0, person_id, `$group_3` FROM events")
                .contains(" AND ((event IN ({v0})) OR (event IN ({v0}, {v1}) AND `$group_3` != '')) ORDER BY");
        assertThat(kinds.get(0)).extracting(event -> event.subject().value()).containsExactly("p1", "p3");
        assertThat(kinds.get(0)).allSatisfy(event -> {
            assertThat(event.matched()).containsExactly(shared.id());
            assertThat(event.values()).isEmpty();
        });
        assertThat(kinds.get(1)).extracting(event -> event.subject().value()).containsExactly("red", "blue");
        assertThat(kinds.get(1).get(1).matched()).containsExactly(ofTeams.id());
        assertThat(kinds.get(1).get(1).values()).isEqualTo(Map.of("plan", 8L));
    }

    @Test
    void aPageThatIsNotFullIsTheLast() {
        // Given
        RowReader<EventQuery.Page> reader = new EventQuery(
                        "t",
                        SubjectColumn.PERSON,
                        List.of(Selector.of("a")),
                        List.of(),
                        Range.ofTimestamps(FROM, TO),
                        2)
                .reader();

        // When
        WireRows.feed(reader, row("2026-01-02T00:00:00Z", "2026-01-02T00:00:01Z", 1));

        // Then
        assertThat(reader.result().next()).isEmpty();
    }

    private static JsonNode row(String timestamp, String createdAt, int mask) {
        return Json.mapper().valueToTree(List.of(UUID_TEXT, timestamp, createdAt, mask, "p1"));
    }

    private static JsonNode row(int mask, String hash, String person, String team) {
        String time = "2026-01-02T00:00:00Z";
        return Json.mapper().valueToTree(List.of(UUID_TEXT, time, time, mask, hash, person, team));
    }
}
