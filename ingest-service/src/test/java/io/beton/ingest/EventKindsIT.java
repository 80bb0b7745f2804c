package io.beton.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Json;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.match.ClaimMatcher;
import io.beton.model.match.Numbering;
import io.beton.model.match.Observation;
import io.beton.model.match.Times;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of thing that PostHog captures, from the capture endpoint to a condition that it makes true. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class EventKindsIT extends PolledConnection {
    private static final String MEANT = "01a00000-0000-7000-8000-";
    private static final Subject TEAM = Subject.group("team");

    /** What is captured, one event a line in the capture format, of which only MEANT is asked for; OWN makes it this test's. */
    enum Kind {
        PAGEVIEW(
                Subject.PERSON,
                where("$pageview", Scope.EVENT, "$current_url", Operator.CONTAINS, "/pricingOWN"),
                "{'event': '$pageview', 'distinct_id': 'pOWN', 'uuid': 'MEANT',"
                        + " 'properties': {'$current_url': 'https://acme.example/pricingOWN?plan=pro'}}",
                "{'event': '$pageview', 'distinct_id': 'pOWN',"
                        + " 'properties': {'$current_url': 'https://acme.example/blog'}}"),
        CUSTOM_EVENT(
                Subject.PERSON,
                where("invite_sentOWN", Scope.EVENT, "seats", Operator.GTE, 3),
                "{'event': 'invite_sentOWN', 'distinct_id': 'pOWN', 'properties': {'seats': 2}}",
                "{'event': 'invite_sentOWN', 'distinct_id': 'pOWN', 'uuid': 'MEANT', 'properties': {'seats': '3'}}"),
        AUTOCAPTURE(
                Subject.PERSON,
                where("$autocapture", Scope.EVENT, "$el_text", Operator.EQ, "UpgradeOWN"),
                "{'event': '$autocapture', 'distinct_id': 'pOWN', 'uuid': 'MEANT', 'properties': {'$event_type':"
                        + " 'click', '$el_text': 'UpgradeOWN', '$elements_chain': 'button:text=\\u0022Upgrade\\u0022'}}",
                "{'event': '$autocapture', 'distinct_id': 'pOWN', 'properties': {'$event_type': 'click'}}"),
        GROUP_EVENT(
                TEAM,
                where("report_sharedOWN", Scope.EVENT, "format", Operator.NEQ, "csv"),
                "{'event': 'report_sharedOWN', 'distinct_id': 'pOWN', 'uuid': 'MEANT',"
                        + " 'properties': {'format': 'pdf', '$groups': {'team': 'redsOWN'}}}",
                "{'event': 'report_sharedOWN', 'distinct_id': 'pOWN', 'properties': {'format': 'pdf'}}"),
        GROUP_IDENTIFY(
                Subject.PERSON,
                where("$groupidentify", Scope.EVENT, "$group_key", Operator.EQ, "redsOWN"),
                "{'event': '$groupidentify', 'distinct_id': 'pOWN', 'uuid': 'MEANT', 'properties':"
                        + " {'$group_type': 'team', '$group_key': 'redsOWN', '$group_set': {'tier': 'gold'}}}",
                "{'event': '$groupidentify', 'distinct_id': 'pOWN', 'properties':"
                        + " {'$group_type': 'team', '$group_key': 'bluesOWN', '$group_set': {'tier': 'gold'}}}"),
        IDENTIFY(
                Subject.PERSON,
                where("$identify", Scope.EVENT, "$anon_distinct_id", Operator.EQ, "anonymousOWN"),
                "{'event': 'lookedOWN', 'distinct_id': 'anonymousOWN'}",
                "{'event': '$identify', 'distinct_id': 'pOWN', 'uuid': 'MEANT',"
                        + " 'properties': {'$anon_distinct_id': 'anonymousOWN'}}"),
        PERSON_PROPERTY(
                Subject.PERSON,
                where("loginOWN", Scope.PERSON, "plan", Operator.IN, List.of("pro", "team")),
                "{'event': '$set', 'distinct_id': 'pOWN', 'properties': {'$set': {'plan': 'pro'}}}",
                "{'event': 'loginOWN', 'distinct_id': 'pOWN', 'uuid': 'MEANT'}",
                "{'event': 'loginOWN', 'distinct_id': 'otherOWN', '$set': {'plan': 'free'}}"),
        GROUP_PROPERTY(
                TEAM,
                where("loginOWN", Scope.GROUP, "tier", Operator.EQ, "gold"),
                "{'event': '$groupidentify', 'distinct_id': 'pOWN', 'properties':"
                        + " {'$group_type': 'team', '$group_key': 'redsOWN', '$group_set': {'tier': 'gold'}}}",
                "{'event': 'loginOWN', 'distinct_id': 'pOWN', 'uuid': 'MEANT',"
                        + " 'properties': {'$groups': {'team': 'redsOWN'}}}",
                "{'event': 'loginOWN', 'distinct_id': 'pOWN', 'properties': {'$groups': {'team': 'bluesOWN'}}}");

        private final Subject subject;
        private final Selector selector;
        private final List<String> captured;

        Kind(Subject subject, Selector selector, String... captured) {
            this.subject = subject;
            this.selector = selector;
            this.captured = List.of(captured);
        }

        private static Selector where(String event, Scope scope, String property, Operator op, Object value) {
            return new Selector(
                    event,
                    List.of(new PropertyFilter(
                            scope,
                            scope == Scope.GROUP ? Optional.of("team") : Optional.empty(),
                            property,
                            op,
                            Optional.of(value))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCapturedMakesAConditionOnItTrue(Kind kind) {
        // Given
        UUID meant = UUID.fromString(MEANT + own.substring(own.length() - 12));
        Selector selector = Json.read(owned(Json.text(kind.selector), meant), Selector.class);
        Claim persons = Claims.claim(Optional.of(selector), Selector.of("paid" + own), List.of(selector));
        Claim claim = new Claim(kind.subject, persons.condition(), persons.design(), persons.outcome());
        live(claim);

        // When
        kind.captured.forEach(event -> capture(owned(event.replace('\'', '"'), meant)));
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> published(seen).contains(meant));
        assertThat(published(tail.seen())).containsExactly(meant);
        assertThat(firings(claim, selector))
                .singleElement()
                .satisfies(observation -> assertThat(observation.fired()).isTrue());
    }

    @Test
    void aPropertyThatGetsAnotherTypeBetweenPollsIsAskedForAsBefore() throws SQLException {
        // Given
        Selector numbered = Kind.where("coded" + own, Scope.EVENT, "code" + own, Operator.IN, List.of("A7", 7));
        live(Claims.claim(Optional.of(numbered), Selector.of("paid" + own), List.of(numbered)));
        UUID[] coded = {UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()};
        capture(coded(coded[0], "A7"));
        sync();

        // When
        StandInServer.retype("event", "code" + own, "Numeric");
        capture(coded(coded[1], "A7"));
        sync();
        StandInServer.retype("event", "code" + own, "String");
        capture(coded(coded[2], "7.0"));
        sync();

        // Then
        tail.until(seen -> published(seen).size() == coded.length);
        assertThat(published(tail.seen())).containsExactlyInAnyOrder(coded);
    }

    private String coded(UUID uuid, String code) {
        return Json.text(Map.of(
                "event",
                "coded" + own,
                "distinct_id",
                "p" + own,
                "uuid",
                uuid.toString(),
                "properties",
                Map.of("code" + own, code)));
    }

    private void sync() throws SQLException {
        long before = cursor();
        Api.post("/" + connection + "/sync");
        await().atMost(TopicTail.PATIENCE).until(() -> cursor() > before);
    }

    private String owned(String text, UUID meant) {
        return text.replace("OWN", own).replace("MEANT", meant.toString());
    }

    /** As a client of PostHog does. */
    private static void capture(String event) {
        JsonNode body = Json.mapper()
                .createObjectNode()
                .put("api_key", "phc_stand_in")
                .put("timestamp", Instant.now().minusSeconds(1).toString())
                .setAll(Json.read(event, ObjectNode.class));
        given().contentType(ContentType.JSON)
                .body(Json.text(body))
                .post(StandInServer.url() + "/i/v0/e/")
                .then()
                .statusCode(200);
    }

    /** What the one meaning of a claim makes of what was published. */
    private List<Observation> firings(Claim claim, Selector selector) {
        List<EventBatch.Event> events = batches(tail.seen()).stream()
                .flatMap(batch -> batch.events().stream())
                .filter(event -> event.matched().contains(selector.id()))
                .toList();
        Numbering numbers = new Numbering(claim.selectors(), claim.counted());
        long now = Times.micros(Instant.now());
        return ClaimMatcher.firing(claim, numbers)
                .firings(new PublishedMatches(events, numbers.of(selector)), now - Times.DAY, now);
    }
}
