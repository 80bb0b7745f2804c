package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.ingest.poll.MatchedHypotheses;
import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.SubjectBucket;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import io.beton.servers.QuarkusServers;
import io.beton.standin.fault.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live polls lose nothing: late events, equal times on a page's edge, a crash before the cursor moved. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class PollIT {
    private static final int PARTITIONS = Topics.EVENTS.partitions();

    @Inject
    KafkaClients clients;

    @Inject
    Publisher publisher;

    @Inject
    DataSource database;

    @Inject
    MatchedHypotheses heard;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final String own = " " + UUID.randomUUID();
    private final Selector invited = Selector.of("invited" + own);
    private TopicTail tail;
    private String connection;

    @BeforeEach
    void connect() {
        tail = new TopicTail(clients, Topics.EVENTS.name());
        connection = Api.connectedAndRead();
    }

    @AfterEach
    void close() {
        tail.close();
        Api.delete(connection);
    }

    @Test
    void everyEventThatALiveHypothesisNeedsIsPublished() {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<ObjectNode> needed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            // all of one time of arrival, on four pages
            needed.add(Events.event(invited.event(), "p" + i + own, now.minusSeconds(60 - i))
                    .createdAt(now.minusSeconds(30))
                    .made());
        }
        needed.add(Events.event(invited.event(), "late" + own, now.minus(2, ChronoUnit.DAYS))
                .createdAt(now.minusSeconds(20))
                .made());
        StandInServer.capture(needed);
        StandInServer.capture(List.of(
                Events.event(invited.event(), "ancient" + own, now.minus(9, ChronoUnit.DAYS))
                        .createdAt(now.minusSeconds(20))
                        .made(),
                Events.event("paid" + own, "p1" + own, now.minusSeconds(20)).made()));

        // When
        Api.post("/" + connection + "/sync");

        // Then
        Set<UUID> expected = needed.stream().map(Events::uuid).collect(Collectors.toSet());
        tail.until(seen -> uuids(seen).equals(expected));
        batches(tail.seen()).forEach((batch) -> {
            assertThat(batch.hypothesesOffset()).isNotNegative();
            assertThat(batch.events())
                    .allSatisfy(event -> assertThat(event.matched()).containsExactly(invited.id()));
            assertThat(batch.activity()).isEmpty();
        });
        assertThat(tail.seen())
                .allSatisfy(record -> assertThat(
                                EventCodec.readBatch(record.value()).events())
                        .allSatisfy(event -> assertThat(SubjectBucket.of(event.subject(), PARTITIONS))
                                .isEqualTo(record.partition())));
    }

    @Test
    void whatThePollsReadTwiceIsPublishedOnce() {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Events twice = Events.event(invited.event(), "p" + own, now.minusSeconds(60));
        ObjectNode first = twice.createdAt(now.minusSeconds(50)).made().deepCopy();
        ObjectNode copy = twice.createdAt(now.minusSeconds(40)).made();
        StandInServer.capture(List.of(first, copy));
        Api.post("/" + connection + "/sync");
        tail.until(seen -> uuids(seen).contains(Events.uuid(first)));
        ObjectNode next =
                Events.event(invited.event(), "p" + own, now.minusSeconds(30)).made();

        // When
        StandInServer.capture(List.of(next));
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> uuids(seen).contains(Events.uuid(next)));
        assertThat(published(tail.seen())).containsExactly(Events.uuid(first), Events.uuid(next));
    }

    /** It hears of them with an offset of the hypotheses at which it is known. */
    @Test
    void aNewHypothesisHearsOfTheEventsInTheOverlap() {
        // Given
        Claim claim = Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited));
        live(claim);
        ObjectNode event = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(9))
                .made();
        StandInServer.capture(List.of(event));
        Api.post("/" + connection + "/sync");
        tail.until(seen -> uuids(seen).contains(Events.uuid(event)));

        // When
        publish(Claims.live("hyp_other" + own.trim(), connection, claim));
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> published(seen).equals(List.of(Events.uuid(event), Events.uuid(event))));
        List<EventBatch> batches = batches(tail.seen());
        assertThat(batches.get(1).hypothesesOffset())
                .isGreaterThan(batches.get(0).hypothesesOffset());
    }

    @Test
    void whatKafkaDoesNotTakeLeavesTheCursor() throws Exception {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        long before = cursor();
        ObjectNode event = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(9))
                .made();
        StandInServer.capture(List.of(event));
        double failed = Metrics.polls("failed");

        // When
        largestMessage(AlterConfigOp.OpType.SET, false);
        Api.post("/" + connection + "/sync");
        await().atMost(TopicTail.PATIENCE).until(() -> Metrics.polls("failed") > failed);
        long afterTheFailure = cursor();
        largestMessage(AlterConfigOp.OpType.DELETE, true);
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> published(seen).equals(List.of(Events.uuid(event))));
        assertThat(afterTheFailure).isEqualTo(before);
        await().atMost(TopicTail.PATIENCE).until(() -> cursor() > before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no hypothesis%s", "{\"hypothesis_id\":\"hyp%s\",\"version\":0}"})
    void anUnreadableHypothesisIsSetAsideAndTheNextIsHeard(String form) {
        // Given
        String junk = form.formatted(own);
        publisher.publish(
                List.of(new ProducerRecord<>(Topics.HYPOTHESES.name(), "junk", junk.getBytes(StandardCharsets.UTF_8))));

        // When
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        ObjectNode event = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(9))
                .made();
        StandInServer.capture(List.of(event));
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> uuids(seen).contains(Events.uuid(event)));
        Letters.assertSetAside(clients, Topics.HYPOTHESES, junk);
    }

    @Test
    void withoutALiveHypothesisNothingIsAskedButTheCursorMoves() throws SQLException {
        // Given
        Claim claim = Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited));
        publish(Claims.hypothesis("hyp" + own.trim(), connection, claim, HypothesisState.SCORED));
        long before = cursor();
        int asked = StandInServer.requests();

        // When
        Api.post("/" + connection + "/sync");

        // Then
        await().atMost(TopicTail.PATIENCE).until(() -> cursor() > before);
        assertThat(StandInServer.requestsFrom(asked))
                .noneSatisfy(request -> assertThat(request.queryName()).contains("beton_poll"));
    }

    @Test
    void anEventThatBecomesVisibleAfterItsTimeIsFoundWithinTheOverlap() throws SQLException {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        long before = cursor();
        Api.post("/" + connection + "/sync");
        await().atMost(TopicTail.PATIENCE).until(() -> cursor() > before);
        ObjectNode delayed = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(300))
                .createdAt(Instant.now().minusSeconds(200))
                .made();

        // When
        StandInServer.capture(List.of(delayed));
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> uuids(seen).equals(Set.of(Events.uuid(delayed))));
    }

    @Test
    void aCrashBeforeTheCursorMovedOnlyRepeats() throws SQLException {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        long before = cursor();
        execute("create function ingest.crash() returns trigger language plpgsql as"
                + " 'begin raise exception ''the plug was pulled''; end'");
        execute("create trigger crash before update on ingest.cursor for each row execute function ingest.crash()");
        ObjectNode event = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(9))
                .made();
        StandInServer.capture(List.of(event));

        // When
        Api.post("/" + connection + "/sync");
        tail.until(seen -> uuids(seen).contains(Events.uuid(event)));
        long afterTheCrash = cursor();
        execute("drop trigger crash on ingest.cursor");
        execute("drop function ingest.crash()");
        Api.post("/" + connection + "/sync");

        // Then
        await().atMost(TopicTail.PATIENCE).until(() -> cursor() > before);
        assertThat(afterTheCrash).isEqualTo(before);
        tail.until(seen -> batches(seen).stream()
                        .flatMap(batch -> batch.events().stream())
                        .filter(read -> read.uuid().equals(Events.uuid(event)))
                        .count()
                == 2);
    }

    @Test
    void aCursorThatAnotherReplicaHoldsIsLeftToIt() throws SQLException {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        ObjectNode event = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(9))
                .made();
        StandInServer.capture(List.of(event));
        int asked = StandInServer.requests();

        // When
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from ingest.cursor where connection = '" + connection + "' for update");
            double before = Metrics.polls("nothing_due");
            Api.post("/" + connection + "/sync");
            await().atMost(TopicTail.PATIENCE).until(() -> Metrics.polls("nothing_due") > before);
            other.rollback();
        }

        // Then
        assertThat(StandInServer.requestsFrom(asked))
                .noneSatisfy(request -> assertThat(request.hogql().orElse("")).contains(own.trim()));
        Api.post("/" + connection + "/sync");
        tail.until(seen -> uuids(seen).contains(Events.uuid(event)));
    }

    @Test
    void activityComesWhereAClaimStartsAtTheFirstSight() {
        // Given
        live(Claims.claim(Optional.empty(), Selector.of("paid" + own), List.of(invited)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        StandInServer.capture(List.of(
                Events.event("opened" + own, "p" + own, now.minusSeconds(50)).made(),
                Events.event(invited.event(), "p" + own, now.minusSeconds(40)).made()));

        // When
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> !uuids(seen).isEmpty());
        List<EventBatch> batches = batches(tail.seen());
        var subject = batches.stream()
                .flatMap(batch -> batch.events().stream())
                .findFirst()
                .orElseThrow()
                .subject();
        assertThat(batches.stream().flatMap(batch -> batch.activity().stream()))
                .anySatisfy(activity -> assertThat(activity.subject()).isEqualTo(subject));
        assertThat(batches).anySatisfy(batch -> assertThat(batch.born()).containsKey(subject));
    }

    @Test
    void whatIsTooMuchForOnePollIsReadByTheNext() throws SQLException {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        // as if the service had been away for an hour
        execute("update ingest.cursor set created_at = created_at - 3600000000 where connection = '" + connection
                + "'");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(Events.event(invited.event(), "p" + i + own, now.minusSeconds(3000 - i * 300))
                    .made());
        }
        StandInServer.capture(events);
        StandInServer.faults(StandInServer.TOO_LONG, StandInServer.TOO_LONG);

        // When
        Api.post("/" + connection + "/sync");

        // Then
        Set<UUID> expected = events.stream().map(Events::uuid).collect(Collectors.toSet());
        tail.until(seen -> uuids(seen).equals(expected));
        await().atMost(TopicTail.PATIENCE).until(() -> cursor() >= Times.micros(now));
    }

    @Test
    void aRevokedKeyBreaksTheConnectionAndANewOneMendsIt() {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        StandInServer.faults(Fault.answering(
                401,
                "{\"type\":\"authentication_error\",\"code\":\"authentication_failed\",\"detail\":\"Personal API"
                        + " key found in request Authorization header is invalid.\",\"attr\":null}"));

        // When
        Api.post("/" + connection + "/sync");
        await().atMost(TopicTail.PATIENCE)
                .until(() -> Api.get("/" + connection).path("state").equals("broken"));
        String reason = Api.get("/" + connection).path("reason");
        int sync = Api.post("/" + connection + "/sync").statusCode();
        Api.patch(connection, Map.of("api_key", StandInServer.KEY));

        // Then
        assertThat(reason).contains("is invalid").contains("not revoked");
        assertThat(sync).isEqualTo(409);
        assertThat(Api.get("/" + connection).<String>path("state")).isEqualTo("connected");
        assertThat(Api.get("/" + connection).<String>path("reason")).isNull();
    }

    /** Published, and heard by the poller. */
    private void live(Claim claim) {
        publish(Claims.live("hyp" + own.trim(), connection, claim));
    }

    private void publish(Hypothesis hypothesis) {
        publisher.publish(List.of(new ProducerRecord<>(
                Topics.HYPOTHESES.name(), hypothesis.hypothesisId().value(), Json.bytes(hypothesis))));
        heard.awaitHeard();
    }

    /** Sets or resets the broker's limit on live batches, and waits until it holds. */
    private void largestMessage(AlterConfigOp.OpType change, boolean taken) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS.name()),
                            List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "1"), change))))
                    .all()
                    .get();
        }
        byte[] empty = EventCodec.write(
                new EventBatch(new ConnectionId("con_nobody"), -1, List.of(), List.of(), Map.of(), List.of()));
        await().atMost(TopicTail.PATIENCE)
                .until(() -> taken
                        == IntStream.range(0, PARTITIONS)
                                .allMatch(partition ->
                                        isTaken(new ProducerRecord<>(Topics.EVENTS.name(), partition, "", empty))));
    }

    private boolean isTaken(ProducerRecord<String, byte[]> record) {
        try {
            publisher.publish(List.of(record));
            return true;
        } catch (KafkaException e) {
            return false;
        }
    }

    private long cursor() throws SQLException {
        try (Connection sql = database.getConnection();
                Statement statement = sql.createStatement();
                ResultSet row = statement.executeQuery(
                        "select created_at from ingest.cursor where connection = '" + connection + "'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (Connection sql = database.getConnection();
                Statement prepared = sql.createStatement()) {
            prepared.execute(statement);
        }
    }

    private List<EventBatch> batches(List<ConsumerRecord<String, byte[]>> seen) {
        return seen.stream()
                .map(record -> EventCodec.readBatch(record.value()))
                .filter(batch -> batch.connectionId().value().equals(connection))
                .toList();
    }

    /** In their order on the topic, as often as they stand there. */
    private List<UUID> published(List<ConsumerRecord<String, byte[]>> seen) {
        return batches(seen).stream()
                .flatMap(batch -> batch.events().stream())
                .map(EventBatch.Event::uuid)
                .toList();
    }

    private Set<UUID> uuids(List<ConsumerRecord<String, byte[]>> seen) {
        return batches(seen).stream()
                .flatMap(batch -> batch.events().stream())
                .map(EventBatch.Event::uuid)
                .collect(Collectors.toSet());
    }
}
