package io.beton.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.standin.Client.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TaxonomyTest {
    private static final String EVENTS = "/api/projects/1/event_definitions/";
    private static final String PROPERTIES = "/api/projects/1/property_definitions/";
    private static PostHogStandIn standIn;
    private static Client client;

    @BeforeAll
    static void start() {
        standIn = PostHogStandIn.start(StandInConfig.defaults());
        client = new Client(standIn);
        for (int i = 0; i < 24; i++) {
            standIn.capture(
                    Client.json("{'event': 'event_%02d', 'distinct_id': 'p', 'timestamp': '2026-01-%02dT00:00:00Z'}"
                            .formatted(i, 28 - i)));
        }
        standIn.capture(Client.json(
                "{'event': '$pageview', 'distinct_id': 'p', 'timestamp': '2026-02-01T00:00:00Z', 'properties': {'n': 1, 's': 'x',"
                        + " 'b': false, 'bs': 'true', 'd': '2026-01-01', 'dt': '2026-01-01T10:00:00Z', 'o': {'a': 1}, 'utm_source': 5,"
                        + " '$groups': {'organization': 'a'}, '$set': {'email': 'x', 'age': 3}}}"));
        standIn.capture(Client.json(
                "{'event': '$groupidentify', 'distinct_id': 'p', 'timestamp': '2025-01-01T00:00:00Z', 'properties':"
                        + " {'$group_type': 'organization', '$group_key': 'a', '$group_set': {'tier': 'gold'}}}"));
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    private static List<String> names(Reply reply) {
        return reply.json().path("results").findValuesAsText("name");
    }

    @Test
    void listsEventsPageByPage() {
        List<String> names = new ArrayList<>();
        String next = EVENTS + "?limit=10&ordering=name";
        int pages = 0;
        while (!next.equals("null")) {
            Reply page = client.get(next);
            names.addAll(names(page));
            next = page.json().path("next").asText();
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(names).hasSize(26).isSorted().doesNotHaveDuplicates();
        Reply second = client.get(EVENTS + "?limit=10&offset=10");
        assertThat(second.json().path("count").asInt()).isEqualTo(26);
        assertThat(second.json().path("previous").asText()).contains("offset=0");
    }

    @Test
    void filtersAndOrdersEvents() {
        assertThat(names(client.get(EVENTS + "?event_type=event_posthog&ordering=name")))
                .containsExactly("$groupidentify", "$pageview");
        assertThat(names(client.get(EVENTS + "?event_type=event_custom"))).hasSize(24);
        assertThat(names(client.get(EVENTS + "?search=T_0&ordering=-name")))
                .first()
                .isEqualTo("event_09");
        assertThat(names(client.get(EVENTS + "?ordering=-last_seen_at")))
                .startsWith("$pageview", "event_00", "event_01");
        assertThat(names(client.get(EVENTS + "?ordering=last_seen_at"))).first().isEqualTo("$groupidentify");
        assertThat(client.get(EVENTS + "?search=pageview")
                        .json()
                        .path("results")
                        .get(0)
                        .path("last_seen_at")
                        .asText())
                .isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void infersTypesOfProperties() {
        Reply reply = client.get(PROPERTIES);
        List<String> types = new ArrayList<>();
        reply.json()
                .path("results")
                .forEach(property -> types.add(property.path("name").asText() + " "
                        + property.path("property_type").asText()));

        assertThat(types)
                .containsExactly(
                        "b Boolean",
                        "bs Boolean",
                        "d DateTime",
                        "dt DateTime",
                        "n Numeric",
                        "o null",
                        "s String",
                        "utm_source String");
        assertThat(names(client.get(PROPERTIES + "?is_numerical=true"))).containsExactly("n");
        assertThat(names(client.get(PROPERTIES + "?properties=s,n"))).containsExactly("n", "s");
        assertThat(names(client.get(PROPERTIES + "?search=utm"))).containsExactly("utm_source");
    }

    @Test
    void listsPropertiesOfSomeEvents() {
        String filter = "?event_names=%5B%22event_01%22%5D";

        assertThat(names(client.get(PROPERTIES + filter + "&filter_by_event_names=true")))
                .isEmpty();
        assertThat(client.get(PROPERTIES + filter)
                        .json()
                        .path("results")
                        .get(0)
                        .path("is_seen_on_filtered_events")
                        .asBoolean(true))
                .isFalse();
        assertThat(client.get(PROPERTIES + "?event_names=x").status()).isEqualTo(400);
    }

    @Test
    void listsPropertiesOfPersonsAndGroups() {
        assertThat(names(client.get(PROPERTIES + "?type=person"))).containsExactly("age", "email");
        assertThat(names(client.get(PROPERTIES + "?type=group&group_type_index=0")))
                .containsExactly("tier");
        assertThat(names(client.get(PROPERTIES + "?type=session"))).isEmpty();
        assertThat(client.get(PROPERTIES + "?type=group").detail())
                .isEqualTo("`group_type_index` must be set for `group` type");
        assertThat(client.get(PROPERTIES + "?type=x").status()).isEqualTo(400);
    }

    @Test
    void aChangedTypeChangesTheQuery() {
        try (PostHogStandIn own = PostHogStandIn.start(StandInConfig.defaults())) {
            own.capture("a", "p", Client.json("{'code': '007'}"));
            assertThat(new Client(own).value("SELECT properties.code FROM events"))
                    .isEqualTo("\"007\"");
            own.retype("event", "code", "Numeric");
            assertThat(new Client(own).value("SELECT properties.code FROM events"))
                    .isEqualTo("7.0");
        }
    }
}
