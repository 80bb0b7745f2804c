package io.beton.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.hypothesis.search.Finalist;
import io.beton.hypothesis.search.SearchLimits;
import io.beton.hypothesis.search.SetAside;
import io.beton.hypothesis.search.Space;
import io.beton.model.connection.Taxonomy;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import io.beton.standin.events.CapturedEvent;
import io.beton.standin.world.DemoWorld;
import io.beton.standin.world.PlantedTruth;
import io.beton.standin.world.PlantedTruth.Kind;
import io.beton.standin.world.WorldConfig;
import io.beton.standin.world.WorldTruths;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The explorer over the demo world, whose truths are written down. */
class DemoWorldTest {
    private static final Instant AS_OF = Instant.parse("2026-03-29T12:00:00Z");
    private static final int WINDOW_DAYS = 90;
    private static final double WORTH_FINDING = 2;
    private static final Map<String, List<String>> VALUES = Map.of(
            "role", List.of("member", "admin", "viewer"),
            "kind", List.of("slack", "github", "jira"),
            "source", List.of("search", "friend", "advert"),
            "plan", List.of("trial", "team", "business"));

    private static Searching searching;

    @BeforeAll
    static void search() {
        List<CapturedEvent> captured = new ArrayList<>();
        new DemoWorld(WorldConfig.demo(1), AS_OF).events().forEachRemaining(captured::add);
        Space space = Space.of(
                new Space.Wanted(
                        GoalKind.CONVERSION,
                        Outcome.of(Selector.of(WorldTruths.OUTCOME), 30),
                        Subject.PERSON,
                        WINDOW_DAYS),
                taxonomy(captured),
                true,
                List.of(),
                SearchLimits.DEFAULT);
        searching = Searching.of(history(captured, space), AS_OF, space, SearchLimits.DEFAULT);
    }

    /** Of two steps in a row the last one must be named: whether the first belongs to it is more than so few can tell. */
    @Test
    void everyPlantedTruthThatMattersIsAmongTheFirstTen() {
        List<Set<String>> found = finalists();

        assertThat(found).hasSizeLessThanOrEqualTo(10);
        assertThat(truths(Kind.PREDICTS).filter(truth -> truth.relativeRisk() >= WORTH_FINDING))
                .hasSize(3)
                .allSatisfy(truth -> assertThat(found)
                        .anyMatch(events -> truth.events().containsAll(events)
                                && events.contains(
                                        truth.events().get(truth.events().size() - 1))));
    }

    @Test
    void neitherNoiseNorWhatComesOfBuyingIsAmongThem() {
        Set<String> wrong = Stream.concat(truths(Kind.NO_EFFECT), truths(Kind.FOLLOWS_FROM_BUYING))
                .flatMap(truth -> truth.events().stream())
                .collect(Collectors.toSet());

        assertThat(finalists()).allSatisfy(events -> assertThat(events).doesNotContainAnyElementsOf(wrong));
        assertThat(searching.search().setAside()).extracting(SetAside::event).isSubsetOf(WorldTruths.FOLLOWING);
        assertThat(searching.search().setAside()).isNotEmpty();
    }

    private static Stream<PlantedTruth> truths(Kind kind) {
        return WorldTruths.all().stream().filter(truth -> truth.kind() == kind);
    }

    private static List<Set<String>> finalists() {
        return searching.choice().finalists().stream()
                .map(Finalist::scored)
                .map(scored -> scored.claim()
                        .condition()
                        .selectors()
                        .map(Selector::event)
                        .collect(Collectors.toSet()))
                .toList();
    }

    private static Taxonomy taxonomy(List<CapturedEvent> captured) {
        Map<String, Long> volumes = captured.stream()
                .collect(Collectors.groupingBy(CapturedEvent::event, TreeMap::new, Collectors.counting()));
        return new Taxonomy(
                new ConnectionId("con_world"),
                AS_OF,
                volumes.entrySet().stream()
                        .map(entry -> new Taxonomy.EventType(entry.getKey(), entry.getValue(), entry.getValue()))
                        .toList(),
                VALUES.entrySet().stream()
                        .map(entry -> new Taxonomy.Property(entry.getKey(), "String", entry.getValue()))
                        .toList(),
                List.of(),
                List.of());
    }

    /** The persons are who they became when they were identified. */
    private static EventBatch history(List<CapturedEvent> captured, Space space) {
        Map<String, List<Selector>> byName = Stream.of(
                        space.events(),
                        space.filtered(),
                        space.traits(),
                        space.anchor().stream().toList(),
                        List.of(Selector.of(WorldTruths.OUTCOME)))
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Selector::event));
        Instant start = AS_OF.minus(Duration.ofDays(WINDOW_DAYS));
        List<EventBatch.Event> events = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (CapturedEvent one : captured) {
            if (byName.containsKey(one.event()) && !one.timestamp().isBefore(start) && seen.add(one.uuid())) {
                Set<SelectorId> matched = byName.get(one.event()).stream()
                        .filter(selector ->
                                selector.where().stream().allMatch(filter -> holds(filter, one.properties())))
                        .map(Selector::id)
                        .collect(Collectors.toSet());
                events.add(new EventBatch.Event(
                        new SubjectId(one.distinctId()),
                        Times.micros(one.timestamp()),
                        Times.micros(one.createdAt()),
                        one.uuid(),
                        matched,
                        Map.of("$session_id", (long)
                                one.properties().path("$session_id").asText().hashCode())));
            }
        }
        return Searching.batch(events, List.of(), Map.of());
    }

    private static boolean holds(PropertyFilter filter, JsonNode properties) {
        return filter.value()
                .orElseThrow()
                .equals(properties.path(filter.property()).asText());
    }
}
