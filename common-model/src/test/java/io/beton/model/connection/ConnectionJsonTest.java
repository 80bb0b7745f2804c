package io.beton.model.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.connection.Taxonomy.EventType;
import io.beton.model.connection.Taxonomy.GroupType;
import io.beton.model.connection.Taxonomy.Property;
import io.beton.model.id.ConnectionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was stored and announced before members were added is still read. */
class ConnectionJsonTest {
    private static final ConnectionId ID = new ConnectionId("con_1");
    private static final Instant READ = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aConnectionThatSaysNothingOfValuesAllowsThem() {
        // Given
        String before = """
                {"connection_id": "con_1", "name": "a", "host": "https://eu.posthog.com", "project_id": "1",
                 "project_name": "Acme", "timezone": "UTC", "sync_every": "PT5M", "state": "connected",
                 "created_at": "2026-01-01T00:00:00Z"}
                """;

        // When
        ConnectionFacts read = Json.read(before, ConnectionFacts.class);

        // Then
        assertThat(read.sampleValues()).isTrue();
        assertThat(Json.read(
                                Json.text(read).replace("\"sample_values\":true", "\"sample_values\":false"),
                                ConnectionFacts.class)
                        .sampleValues())
                .isFalse();
    }

    @Test
    void aTaxonomyWithoutValuesAndGroupsIsRead() {
        // Given
        String before = """
                {"connection_id": "con_1", "read_at": "2026-01-01T00:00:00Z",
                 "events": [{"name": "login", "volume": 3, "subjects": 2}],
                 "event_properties": [{"name": "plan", "type": "String"}], "person_properties": [],
                 "group_types": [{"name": "team", "index": 0}]}
                """;

        // When
        Taxonomy read = Json.read(before, Taxonomy.class);

        // Then
        assertThat(read)
                .isEqualTo(new Taxonomy(
                        ID,
                        READ,
                        List.of(new EventType("login", 3, 2)),
                        List.of(new Property("plan", "String")),
                        List.of(),
                        List.of(new GroupType("team", 0))));
    }

    @Test
    void aTaxonomyReadsAsItWasWrittenAndLosesItsValuesWhole() {
        // Given
        Property valued = new Property("plan", "String", List.of("it's \"pro\"", "free"));
        Taxonomy taxonomy = new Taxonomy(
                ID,
                READ,
                List.of(new EventType("login", 3, 2, Map.of("team", 1L))),
                List.of(valued),
                List.of(valued),
                List.of(new GroupType("team", 0, List.of(valued))));

        // When
        Taxonomy read = Json.read(Json.text(taxonomy), Taxonomy.class);

        // Then
        assertThat(read).isEqualTo(taxonomy);
        assertThat(Json.text(read.withoutValues())).contains("plan").doesNotContain("pro\\", "free");
    }
}
