package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.ConnectionId;
import io.beton.model.match.Times;
import io.beton.servers.QuarkusServers;
import io.beton.standin.fault.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Live polls lose nothing where PostHog, Kafka, the database or a hypothesis fails them. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class PollFailureIT extends PolledConnection {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

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
    void aCrashBeforeTheCursorMovedOnlyRepeats() throws SQLException {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        long before = cursor();
        execute("create function ingest.crash() returns trigger language plpgsql as"
                + " 'begin raise exception ''the plug was pulled''; end'");
        execute("create trigger crash before update of created_at on ingest.cursor"
                + " for each row execute function ingest.crash()");
        ObjectNode event = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(9))
                .made();
        StandInServer.capture(List.of(event));
        double failed = Metrics.polls("failed");

        // When
        Api.post("/" + connection + "/sync");
        tail.until(seen -> uuids(seen).contains(Events.uuid(event)));
        await().atMost(TopicTail.PATIENCE).until(() -> Metrics.polls("failed") > failed);
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
    void aRevokedKeyStopsReadingAndANewOneGoesOnFromTheCursor() {
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
        int asked = StandInServer.requests();
        int sync = Api.post("/" + connection + "/sync").statusCode();
        ObjectNode meanwhile = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(9))
                .made();
        StandInServer.capture(List.of(meanwhile));
        int askedWhileBroken = StandInServer.requests() - asked;
        Api.patch(connection, Map.of("api_key", StandInServer.KEY));
        Api.post("/" + connection + "/sync");

        // Then
        assertThat(reason).contains("is invalid").contains("not revoked");
        assertThat(sync).isEqualTo(409);
        assertThat(askedWhileBroken).isZero();
        assertThat(Api.get("/" + connection).<String>path("state")).isEqualTo("connected");
        assertThat(Api.get("/" + connection).<String>path("reason")).isNull();
        tail.until(seen -> published(seen).contains(Events.uuid(meanwhile)));
        ObjectNode later = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(9))
                .made();
        StandInServer.capture(List.of(later));
        Api.post("/" + connection + "/sync");
        assertThat(published(tail.until(seen -> published(seen).contains(Events.uuid(later)))))
                .containsExactly(Events.uuid(meanwhile), Events.uuid(later));
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
}
