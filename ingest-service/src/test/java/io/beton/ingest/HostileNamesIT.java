package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.backtest.Purpose;
import io.beton.model.connection.Taxonomy;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever events, properties and values are called, they arrive as they are and can be asked for. */
@QuarkusTest
@TestProfile(WholePages.class)
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class HostileNamesIT extends AskedHistory {
    private static final int EVENTS = 1_500;
    private static final int ASKED_AT_ONCE = 250;
    /** So few that the stand-in answers within its ten seconds also on a busy machine. */
    private static final int FILTERED_AT_ONCE = 40;

    @Test
    void everyEventArrivesInTheTaxonomyAndIsFoundByItsSelectorAlone() {
        // Given
        List<String> names = HostileTexts.names(EVENTS);
        Map<UUID, Set<SelectorId>> expected = new HashMap<>();
        List<ObjectNode> events = new ArrayList<>();
        for (String name : names) {
            ObjectNode event = Events.event(name, "p" + own, START.plusSeconds(events.size() + 1))
                    .made();
            events.add(event);
            expected.put(Events.uuid(event), Set.of(Selector.of(name).id()));
        }
        StandInServer.capture(events);

        // When
        Taxonomy taxonomy;
        String connection;
        try (CappedPages pages = new CappedPages()) {
            connection = Api.connect(Map.of("host", pages.url())).path("connection_id");
            taxonomy = Api.taxonomy(connection);
            assertThat(pages.strayed()).isEmpty();
        }
        Api.delete(connection);
        String whole = Api.connectedAndRead();
        Map<UUID, Set<SelectorId>> read = new HashMap<>();
        for (int from = 0; from < EVENTS; from += ASKED_AT_ONCE) {
            read.putAll(matched(
                    whole,
                    names.subList(from, from + ASKED_AT_ONCE).stream()
                            .map(Selector::of)
                            .toList()));
        }
        Api.delete(whole);

        // Then
        assertThat(names).doesNotHaveDuplicates().anyMatch(name -> name.codePointCount(0, name.length()) == 200);
        assertThat(taxonomy.events()).extracting(Taxonomy.EventType::name).containsAll(names);
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void everyPropertyAndEveryValueCanBeAskedFor() {
        // Given
        String carrier = "carrier" + own;
        List<ObjectNode> events = new ArrayList<>();
        List<Selector> selectors = new ArrayList<>();
        Map<UUID, Set<SelectorId>> expected = new HashMap<>();
        for (String text : HostileTexts.ALL) {
            ObjectNode event = Events.event(carrier, "p" + own, START.plusSeconds(events.size() + 1))
                    .with("own" + text, text)
                    .with(text + "own", Map.of("in", text))
                    .with("said", text)
                    .made();
            events.add(event);
            expected.put(Events.uuid(event), new HashSet<>());
        }
        for (String text : HostileTexts.ALL) {
            Selector named = filtered(carrier, "own" + text, Operator.EQ, Optional.of(text));
            Selector set = filtered(carrier, text + "own", Operator.IS_SET, Optional.empty());
            Selector said = filtered(carrier, "said", Operator.IN, Optional.of(List.of(text, "never")));
            Selector within = filtered(carrier, "said", Operator.CONTAINS, Optional.of(text));
            selectors.addAll(List.of(named, set, said, within));
            for (int i = 0; i < events.size(); i++) {
                String other = HostileTexts.ALL.get(i);
                Set<SelectorId> matched = expected.get(Events.uuid(events.get(i)));
                if (other.equals(text)) {
                    matched.addAll(List.of(named.id(), set.id(), said.id()));
                }
                if (other.contains(text)) {
                    matched.add(within.id());
                }
            }
        }
        StandInServer.capture(events);

        // When
        String connection = Api.connectedAndRead();
        Taxonomy taxonomy = Api.taxonomy(connection);
        Map<UUID, Set<SelectorId>> read = new HashMap<>();
        for (int from = 0; from < selectors.size(); from += FILTERED_AT_ONCE) {
            matched(connection, selectors.subList(from, from + FILTERED_AT_ONCE))
                    .forEach((uuid, matched) ->
                            read.computeIfAbsent(uuid, added -> new HashSet<>()).addAll(matched));
        }
        Api.delete(connection);

        // Then
        assertThat(read).isEqualTo(expected);
        assertThat(taxonomy.eventProperties())
                .extracting(Taxonomy.Property::name)
                .containsAll(HostileTexts.ALL.stream().map(text -> "own" + text).toList());
    }

    /** PostHog would cast the property to each of these types, and so lose what does not fit. */
    @Test
    void aSelectorMeansTheSameWhateverTypeTheProjectGivesTheProperty() {
        // Given
        String event = "retyped" + own;
        List<Object> values = List.of(
                5,
                "5",
                "5.0",
                0.5,
                "abc",
                true,
                "true",
                "2026-01-01",
                "2026-01-01T00:00:00Z",
                "",
                "1e3",
                Map.of("a", "b"));
        List<ObjectNode> events = new ArrayList<>();
        for (Object value : values) {
            events.add(Events.event(event, "p" + own, START.plusSeconds(events.size() + 1))
                    .with("value", value)
                    .made());
        }
        StandInServer.capture(events);
        Map<Selector, Set<Object>> meant = new HashMap<>();
        meant.put(filtered(event, "value", Operator.EQ, Optional.of(5)), Set.of(5, "5", "5.0"));
        meant.put(filtered(event, "value", Operator.EQ, Optional.of("5")), Set.of(5, "5"));
        meant.put(filtered(event, "value", Operator.EQ, Optional.of("5.0")), Set.of("5.0"));
        meant.put(filtered(event, "value", Operator.EQ, Optional.of(true)), Set.of(true, "true"));
        meant.put(filtered(event, "value", Operator.LT, Optional.of(1)), Set.of(0.5));
        meant.put(filtered(event, "value", Operator.GTE, Optional.of(1000)), Set.of("1e3"));
        meant.put(
                filtered(event, "value", Operator.IN, Optional.of(List.of("abc", "2026-01-01"))),
                Set.of("abc", "2026-01-01"));
        meant.put(
                filtered(event, "value", Operator.CONTAINS, Optional.of("-01")),
                Set.of("2026-01-01", "2026-01-01T00:00:00Z"));
        meant.put(filtered(event, "value", Operator.EQ, Optional.of("{\"a\":\"b\"}")), Set.of(Map.of("a", "b")));
        meant.put(filtered(event, "value", Operator.IS_NOT_SET, Optional.empty()), Set.of(""));
        Map<UUID, Set<SelectorId>> expected = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            expected.put(
                    Events.uuid(events.get(i)),
                    meant.keySet().stream()
                            .filter(selector -> meant.get(selector).contains(value))
                            .map(Selector::id)
                            .collect(Collectors.toSet()));
        }
        String connection = Api.connectedAndRead();

        // When
        Map<String, Map<UUID, Set<SelectorId>>> read = new HashMap<>();
        for (String type : List.of("String", "Numeric", "Boolean", "DateTime", "Duration")) {
            StandInServer.retype("event", "value", type);
            read.put(type, matched(connection, List.copyOf(meant.keySet())));
        }
        Api.delete(connection);

        // Then
        assertThat(read)
                .allSatisfy((type, matched) -> assertThat(matched).as(type).isEqualTo(expected));
    }

    private Map<UUID, Set<SelectorId>> matched(String connection, List<Selector> selectors) {
        String request = id + "_" + UUID.randomUUID();
        publish(Claims.request(
                request,
                connection,
                Purpose.EXPLORE,
                AS_OF,
                Claims.claim(Optional.of(selectors.get(0)), Selector.of("paid" + own), selectors)));
        History history = await(request);
        history.assertWhole();
        return history.events().stream()
                .collect(Collectors.toMap(EventBatch.Event::uuid, EventBatch.Event::matched, (first, copy) -> {
                    assertThat(copy).isEqualTo(first);
                    return first;
                }));
    }

    private static Selector filtered(String event, String property, Operator op, Optional<Object> value) {
        return new Selector(event, List.of(new PropertyFilter(Scope.EVENT, Optional.empty(), property, op, value)));
    }
}
