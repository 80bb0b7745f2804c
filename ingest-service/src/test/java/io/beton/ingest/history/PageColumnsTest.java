package io.beton.ingest.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.ingest.posthog.EventQuery;
import io.beton.ingest.posthog.PlainEvents;
import io.beton.ingest.posthog.Range;
import io.beton.ingest.posthog.RowReader;
import io.beton.ingest.posthog.WireRows;
import io.beton.model.Json;
import io.beton.model.event.BatchColumns;
import io.beton.model.event.EventBatch;
import io.beton.model.event.PackedBatch;
import io.beton.model.event.SubjectBucket;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What comes from the wire in columns is what the plain version makes of it, whoever takes it. */
class PageColumnsTest {
    private static final int PARTITIONS = 3;
    private static final int PAGE = 40;
    private static final List<String> SUBJECTS = List.of(
            "ann", "", "bob \"the\\ builder\"\n", "ümlaut ✓ \uD83D\uDE00", "0190a5e0-0000-7000-8000-00000000000f");

    @Property(tries = 300)
    void columnsAndObjectsAreWhatThePlainVersionSays(
            @ForAll @IntRange(min = 1, max = 70) int selectors,
            @ForAll @IntRange(max = 3) int properties,
            @ForAll @IntRange(max = PAGE) int rows,
            @ForAll @IntRange(min = 1, max = 9) int mostEvents,
            @ForAll long seed) {
        // Given
        EventQuery query = query(selectors, properties);
        List<JsonNode> answer = answer(new Random(seed), query, rows);
        List<EventBatch.Event> plain = PlainEvents.of(query, answer).get(0);

        // When
        RowReader<EventQuery.Page> objects = query.reader();
        WireRows.feed(objects, answer.toArray(JsonNode[]::new));
        List<List<EventBatch.Event>> partitions = columns(query, answer, mostEvents);

        // Then
        assertThat(objects.result().kinds()).isEqualTo(List.of(plain));
        assertThat(objects.result().next().isPresent()).isEqualTo(rows == PAGE);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int own = partition;
            assertThat(partitions.get(partition))
                    .isEqualTo(plain.stream()
                            .filter(event -> SubjectBucket.of(event.subject(), PARTITIONS) == own)
                            .toList());
        }
    }

    private static List<List<EventBatch.Event>> columns(EventQuery query, List<JsonNode> answer, int mostEvents) {
        List<BucketColumns> buckets = Stream.generate(() -> new BucketColumns(
                        () -> new BatchColumns(new ConnectionId("con_1"), Subject.PERSON, -1),
                        query.selectors().stream().map(Selector::id).toList(),
                        query.properties()))
                .limit(PARTITIONS)
                .toList();
        List<List<EventBatch.Event>> partitions = Stream.<List<EventBatch.Event>>generate(ArrayList::new)
                .limit(PARTITIONS)
                .toList();
        // pages begin in the middle of batches
        for (List<JsonNode> page :
                List.of(answer.subList(0, answer.size() / 2), answer.subList(answer.size() / 2, answer.size()))) {
            PageColumns columns = new PageColumns(buckets, mostEvents, (full, partition) -> {
                PackedBatch taken = full.take();
                assertThat(taken.events()).isBetween(1, mostEvents);
                partitions.get(partition).addAll(taken.unpacked().events());
            });
            WireRows.feed(query.reader(columns), page.toArray(JsonNode[]::new));
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions
                    .get(partition)
                    .addAll(buckets.get(partition).take().unpacked().events());
        }
        return partitions;
    }

    private static EventQuery query(int selectors, int properties) {
        List<Selector> asked = IntStream.range(0, selectors)
                .mapToObj(i -> Selector.of("e" + i))
                .toList();
        return new EventQuery(
                "beton_history",
                SubjectColumn.PERSON,
                asked,
                IntStream.range(0, properties)
                        .mapToObj(i -> new CountedProperty(asked.get(0), "property " + i))
                        .toList(),
                Range.ofTimestamps(0, Long.MAX_VALUE),
                PAGE);
    }

    private static List<JsonNode> answer(Random random, EventQuery query, int rows) {
        List<JsonNode> answer = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<Object> columns = new ArrayList<>(Arrays.asList(
                    new UUID(random.nextLong(), random.nextLong()).toString(), time(random), time(random)));
            for (int left = query.selectors().size(); left > 0; left -= 32) {
                long bits = random.nextInt(3) == 0 ? 0 : random.nextLong() & random.nextLong();
                columns.add(bits & (1L << Math.min(32, left)) - 1);
            }
            query.properties().forEach(property -> columns.add(hash(random)));
            columns.add(random.nextInt(9) == 0 ? null : SUBJECTS.get(random.nextInt(SUBJECTS.size())));
            answer.add(Json.mapper().valueToTree(columns));
        }
        return answer;
    }

    private static String hash(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> null;
            case 2 -> "0";
            case 3 -> String.valueOf(random.nextInt(1000));
            default -> Long.toUnsignedString(random.nextLong());
        };
    }

    private static String time(Random random) {
        Instant instant =
                Instant.ofEpochSecond(random.nextInt(), random.nextBoolean() ? 0 : random.nextInt(1_000_000) * 1000L);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atOffset(random.nextBoolean() ? ZoneOffset.UTC : ZoneOffset.ofHoursMinutes(5, 45)));
    }
}
