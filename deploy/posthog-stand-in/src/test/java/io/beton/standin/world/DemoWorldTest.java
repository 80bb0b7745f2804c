package io.beton.standin.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.standin.Client;
import io.beton.standin.PostHogStandIn;
import io.beton.standin.StandInConfig;
import io.beton.standin.events.CapturedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DemoWorldTest {
    private static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");

    private static List<CapturedEvent> events(WorldConfig config) {
        List<CapturedEvent> events = new ArrayList<>();
        new DemoWorld(config, NOW).events().forEachRemaining(events::add);
        return events;
    }

    @Test
    void theSameSeedGivesTheSameEvents() {
        WorldConfig small = WorldConfig.demo(3).withPersons(50);

        assertThat(events(small))
                .isEqualTo(events(small))
                .isNotEqualTo(events(WorldConfig.demo(4).withPersons(50)));
    }

    @Test
    void eventsCameInOrderAndNoneIsFromTheFuture() {
        List<CapturedEvent> events = events(WorldConfig.demo(5).withPersons(200));

        assertThat(events).isSortedAccordingTo(java.util.Comparator.comparing(CapturedEvent::createdAt));
        assertThat(events).allMatch(event -> event.timestamp().isBefore(NOW));
        assertThat(events.stream().map(CapturedEvent::uuid).distinct().count()).isLessThan(events.size());
        assertThat(events)
                .anyMatch(event -> event.createdAt().isAfter(event.timestamp().plus(Duration.ofHours(1))));
    }

    @Test
    void plantedTruthsShowInTheNumbers() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (PostHogStandIn standIn =
                PostHogStandIn.start(StandInConfig.defaults().withClock(clock))) {
            standIn.loadWorld(WorldConfig.demo(1));
            Client client = new Client(standIn);

            assertThat(risk(client, "invite_sent")).isCloseTo(4.0, within(1.6));
            assertThat(risk(client, "integration_connected")).isCloseTo(2.5, within(1.2));
            assertThat(risk(client, "dashboard_viewed")).isCloseTo(1.0, within(0.4));
            JsonNode all = rates(client, "never");
            assertThat(all.get(0).asInt()).as("observations on 90 days").isGreaterThan(200);
            assertThat(all.get(1).asInt()).as("positives on 90 days").isGreaterThan(30);
            assertThat(client.value("SELECT uniq(event) FROM events WHERE NOT startsWith(event, '$')"))
                    .isEqualTo("31");
        }
    }

    /** How many times as likely the persons with this event in their first week are to buy later. */
    private static double risk(Client client, String event) {
        JsonNode row = rates(client, event);
        double without = row.get(1).asDouble() / row.get(0).asDouble();
        double with = row.get(3).asDouble() / row.get(2).asDouble();
        return with / without;
    }

    private static JsonNode rates(Client client, String event) {
        return client.query(
                        "WITH t AS (SELECT person_id, minIf(timestamp, event = 'signed_up') AS start FROM events GROUP BY person_id),"
                                + " p AS (SELECT t.person_id AS person, countIf(e.event = '" + event
                                + "' AND e.timestamp < t.start + toIntervalDay(7)) > 0 AS did,"
                                + " countIf(e.event = 'subscribed' AND e.timestamp >= t.start + toIntervalDay(7) AND e.timestamp < t.start + toIntervalDay(37)) > 0 AS bought"
                                + " FROM t JOIN events e ON e.person_id = t.person_id"
                                + " WHERE t.start >= now() - toIntervalDay(90) AND t.start < now() - toIntervalDay(37) GROUP BY person)"
                                + " SELECT countIf(not(did)), countIf(bought AND not(did)), countIf(did), countIf(bought AND did) FROM p")
                .json()
                .path("results")
                .get(0);
    }

    @Test
    void theLivingWorldBringsPersonsWhoInvite() {
        try (PostHogStandIn standIn = PostHogStandIn.start(StandInConfig.defaults());
                LivingWorld living = standIn.live(1, Duration.ofMillis(20))) {
            Client client = new Client(standIn);
            String inviters = "SELECT count() FROM (SELECT person_id FROM events GROUP BY person_id"
                    + " HAVING countIf(event = 'invite_sent') >= 3 AND minIf(timestamp, event = 'invite_sent') >= minIf(timestamp, event = 'signed_up'))";

            Awaitility.await().until(() -> Integer.parseInt(client.value(inviters)) >= 2);
            assertThat(living).isNotNull();
        }
    }
}
