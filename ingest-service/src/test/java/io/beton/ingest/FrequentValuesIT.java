package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.kit.kafka.KafkaClients;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.connection.Taxonomy;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Values that many subjects share are known, as long as they may be; others never are. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class FrequentValuesIT {
    /** One more than it takes to share a value. */
    private static final int PERSONS = 6;

    private static final int MOST_VALUES = 20;

    @Inject
    KafkaClients clients;

    @Inject
    DataSource database;

    private final String own = UUID.randomUUID().toString();
    /** Among the first in their order, so that names of other tests do not come before them. */
    private final String plan = "!plan " + own;

    private final String secret = "Zebra" + own.substring(0, 4);

    @Test
    void sharedValuesAreReadWithTheNames() {
        // Given
        StandInServer.capture(company());

        // When
        String id = Api.connectedAndSampled();
        Taxonomy taxonomy = Api.taxonomy(id);
        Map<String, Integer> queries = queries(id);
        Api.delete(id);

        // Then
        assertThat(values(taxonomy.eventProperties(), plan)).containsExactly("it's 100% \"pro\"\\", "free");
        assertThat(values(taxonomy.eventProperties(), "!on " + own)).containsExactly("true");
        assertThat(values(taxonomy.personProperties(), plan)).containsExactly("gold");
        assertThat(taxonomy.groupTypes())
                .filteredOn(type -> type.name().equals("team"))
                .singleElement()
                .satisfies(team -> {
                    assertThat(values(team.properties(), plan)).containsExactly("wide");
                    assertThat(team.properties()).contains(new Taxonomy.Property("!size " + own, "Numeric", List.of()));
                });
        assertThat(taxonomy.events())
                .filteredOn(event -> event.name().equals("used " + own))
                .containsExactly(new Taxonomy.EventType(
                        "used " + own, PERSONS + 1, PERSONS + 1, Map.of("team", (long) PERSONS)));
        for (String kept : List.of("!mail ", "!page ", "!phone ", "!long ", "!rare ", "!size ", "!many ")) {
            assertThat(values(taxonomy.eventProperties(), kept + own)).as(kept).isEmpty();
        }
        assertThat(Json.text(taxonomy)).doesNotContain(secret);
        assertThat(queries).containsEntry("beton_taxonomy", 1);
        assertThat(queries.get("beton_taxonomy_values"))
                .isBetween(3, 2 + taxonomy.groupTypes().size());
    }

    @Test
    void whereTheyAreSwitchedOffNoValueIsAskedFor() {
        // Given
        StandInServer.capture(company());

        // When
        Response connected = Api.connect(Map.of("sample_values", false));
        String id = connected.path("connection_id");
        Taxonomy taxonomy = Api.taxonomy(id);
        Map<String, Integer> queries = queries(id);
        Api.delete(id);

        // Then
        assertThat(connected.<Boolean>path("sample_values")).isFalse();
        assertThat(taxonomy.eventProperties())
                .extracting(Taxonomy.Property::name)
                .contains(plan);
        assertThat(taxonomy).isEqualTo(taxonomy.withoutValues());
        assertThat(queries).doesNotContainKey("beton_taxonomy_values");
    }

    @Test
    void whatIsTooMuchToCountIsCountedOverAShorterTime() {
        // Given
        StandInServer.capture(company());
        String id = Api.connectedAndSampled();
        Api.patch(id, Map.of("sample_values", false));
        StandInServer.faults(StandInServer.TOO_LONG);

        // When
        Api.patch(id, Map.of("sample_values", true));

        // Then
        await().atMost(TopicTail.PATIENCE)
                .until(() -> !values(Api.taxonomy(id).personProperties(), plan).isEmpty());
        assertThat(queries(id)).containsEntry("beton_taxonomy", 3);
        assertThat(Api.taxonomy(id).events())
                .filteredOn(event -> event.name().equals("used " + own))
                .extracting(Taxonomy.EventType::volume)
                .containsExactly(PERSONS + 1L);
        Api.delete(id);
    }

    @Test
    void switchedOffTheyAreGoneAtOnceAndSwitchedOnTheyComeBack() throws SQLException {
        // Given
        StandInServer.capture(company());
        String id = Api.connectedAndSampled();
        assertThat(Api.get("/" + id).<Boolean>path("sample_values")).isTrue();
        assertThat(values(Api.taxonomy(id).eventProperties(), plan)).isNotEmpty();

        // When
        Response off = Api.patch(id, Map.of("sample_values", false));

        // Then
        assertThat(off.<Boolean>path("sample_values")).isFalse();
        assertThat(stored(id)).contains(own).doesNotContain("gold");
        try (TopicTail tail = new TopicTail(clients, Topics.TAXONOMY.name())) {
            tail.until(records -> last(records, id).equals(Optional.of(Api.taxonomy(id))));
            assertThat(Api.taxonomy(id)).isEqualTo(Api.taxonomy(id).withoutValues());
            String later = "later " + own;
            StandInServer.capture(
                    List.of(Events.event(later, "p" + own, Instant.now()).made()));
            Api.patch(id, Map.of("sample_values", true));
            tail.until(records -> last(records, id)
                    .filter(taxonomy ->
                            !values(taxonomy.personProperties(), plan).isEmpty())
                    .filter(taxonomy -> taxonomy.events().contains(new Taxonomy.EventType(later, 1, 1)))
                    .isPresent());
        }
        Api.delete(id);
        assertThat(stored(id)).doesNotContain("gold");
    }

    /** Persons of a team each, who share some values and not others. */
    private List<ObjectNode> company() {
        Instant when = Instant.now().minusSeconds(600);
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < PERSONS; i++) {
            String team = "team" + i + own;
            events.add(Events.event("$groupidentify", "p" + i + own, when)
                    .with("$group_type", "team")
                    .with("$group_key", team)
                    .with("$group_set", Map.of(plan, "wide", "!size " + own, 3, "!name " + own, secret + i))
                    .made());
            events.add(used(i, when.plusSeconds(i))
                    .with("$groups", Map.of("team", team))
                    .with("$set", Map.of(plan, "gold", "!name " + own, secret + i))
                    .made());
            events.add(Events.event("chose " + own, "p" + i + own, when.plusSeconds(i))
                    .with(plan, "free")
                    .made());
        }
        events.add(used(PERSONS, when).made());
        for (int value = 0; value <= MOST_VALUES; value++) {
            for (int i = 0; i < PERSONS; i++) {
                events.add(Events.event("chose " + own, "p" + i + own, when)
                        .with("!many " + own, "value " + value)
                        .made());
            }
        }
        return events;
    }

    private Events used(int person, Instant when) {
        return Events.event("used " + own, "p" + person + own, when)
                .with(plan, "it's 100% \"pro\"\\")
                .with("!on " + own, true)
                .with("!size " + own, 3)
                .with("!mail " + own, "ann." + secret + "@acme.example")
                .with("!page " + own, "https://acme.example/?token=" + secret)
                .with("!phone " + own, "+31 20 123 4567")
                .with("!long " + own, secret.repeat(9))
                .with("!rare " + own, person < 3 ? secret : "");
    }

    private static List<String> values(List<Taxonomy.Property> properties, String name) {
        return properties.stream()
                .filter(property -> property.name().equals(name))
                .flatMap(property -> property.values().stream())
                .toList();
    }

    /** How many it took, by purpose. */
    private static Map<String, Integer> queries(String id) {
        Response reads = Api.get("/" + id + "/reads");
        List<String> purposes = reads.path("purposes.purpose");
        List<Integer> queries = reads.path("purposes.queries");
        return IntStream.range(0, purposes.size()).boxed().collect(Collectors.toMap(purposes::get, queries::get));
    }

    private String stored(String id) throws SQLException {
        try (Connection sql = database.getConnection();
                Statement statement = sql.createStatement();
                ResultSet row = statement.executeQuery(
                        "select document from ingest.taxonomy where connection = '" + id + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    /** What the topic says last of a connection. */
    private static Optional<Taxonomy> last(List<ConsumerRecord<String, byte[]>> records, String id) {
        return records.stream()
                .filter(record -> record.key().equals(id))
                .max(Comparator.comparing(ConsumerRecord::offset))
                .map(record -> Json.read(record.value(), Taxonomy.class));
    }
}
