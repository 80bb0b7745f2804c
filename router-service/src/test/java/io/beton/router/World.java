package io.beton.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.kit.kafka.Publisher;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.event.SubjectBucket;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import io.beton.servers.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Speaks for ingest and hypothesis to a router under test. */
public final class World {
    public static final ConnectionId CONNECTION = new ConnectionId("con_1");
    public static final Instant APPROVED = Instant.parse("2026-11-01T00:00:00Z");

    private final Publisher publisher;
    private final ConnectionId connection;
    /** Offset of the last hypothesis that was said; what is read for it is not matched before it is known. */
    private long said = -1;

    public World(Publisher publisher) {
        this(publisher, CONNECTION);
    }

    /** One in which time can pass without passing for others. */
    public World(Publisher publisher, ConnectionId connection) {
        this.publisher = publisher;
        this.connection = connection;
    }

    /** Approved at {@link #APPROVED}: 2 invitations within 7 days of signing up. */
    public static Hypothesis hypothesis(String id) {
        return Json.read("""
                {"hypothesis_id": "%s", "version": 1, "connection_id": "con_1", "goal_id": "goal_1",
                 "type": "conversion", "hypothesis": "Who invites twice within 7 days of signing up",
                 "subject": {"kind": "person"},
                 "condition": {"count": {"event": "invited"}, "at_least": 2},
                 "design": {"design": "anchored", "anchor": {"event": "signed_up"}, "within_days": 7},
                 "goal": {"outcome": {"event": "subscribed"}, "horizon_days": 30, "repeatable": false},
                 "status": "approved", "searched": false, "tried": 1, "approved_at": "%s"}
                """.formatted(id, APPROVED), Hypothesis.class);
    }

    /** The same with another condition and design, of this world's connection. */
    public Hypothesis hypothesis(String condition, String design) {
        return hypothesis(connection, condition, design);
    }

    public static Hypothesis hypothesis(ConnectionId connection, String condition, String design) {
        ObjectNode json = (ObjectNode) Json.read(Json.bytes(hypothesis("hyp_" + UUID.randomUUID())), JsonNode.class);
        json.put("connection_id", connection.value());
        json.set("condition", Json.read(condition.replace('\'', '"'), JsonNode.class));
        json.set("design", Json.read(design.replace('\'', '"'), JsonNode.class));
        return Json.read(Json.bytes(json), Hypothesis.class);
    }

    /** A subject of its own, in a partition of its own choice. */
    public static SubjectId somebody(int partition) {
        while (true) {
            SubjectId subject = new SubjectId(UUID.randomUUID().toString());
            if (SubjectBucket.of(subject, Servers.partitions()) == partition) {
                return subject;
            }
        }
    }

    /** An event at so many hours after the approval. */
    public static EventBatch.Event event(SubjectId subject, String name, double hours) {
        long at = Times.micros(APPROVED) + (long) (hours * Times.HOUR);
        return new EventBatch.Event(
                subject, at, at, UUID.randomUUID(), Set.of(Selector.of(name).id()));
    }

    /** The same of groups. */
    public EventBatch batch(Subject of, EventBatch.Event... events) {
        return new EventBatch(
                connection, of, said, EventBatch.NOT_SAID, List.of(events), List.of(), Map.of(), List.of());
    }

    private EventBatch batch(EventBatch.Event... events) {
        return new EventBatch(connection, said, List.of(events), List.of(), Map.of(), List.of());
    }

    /** Says it, so that what is read afterwards is read for it. */
    public void publish(Hypothesis hypothesis) {
        publisher.publish(List.of(new ProducerRecord<>(
                Topics.HYPOTHESES.name(), hypothesis.hypothesisId().value(), Json.bytes(hypothesis))));
        said = last(new TopicPartition(Topics.HYPOTHESES.name(), 0));
    }

    private static long last(TopicPartition partition) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Servers.bootstrapServers()))) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition)
                            .get()
                            .offset()
                    - 1;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes the approval, asks for the warm-up and answers it. */
    public void approve(Hypothesis hypothesis, EventBatch.Event... history) {
        RequestId request = begin(hypothesis);
        history(request, history);
        end(request, Optional.empty(), history.length == 0 ? 0 : 1);
    }

    /** Publishes the approval and asks for the warm-up. */
    public RequestId begin(Hypothesis hypothesis) {
        publish(hypothesis);
        RequestId request = ask(hypothesis, APPROVED);
        publish(hypothesis.in(HypothesisState.LIVE));
        return request;
    }

    /** Pauses an hour after the approval, and resumes so many hours after it. */
    public RequestId resume(Hypothesis hypothesis, int hours) {
        return resume(hypothesis, 1, hours);
    }

    /** Pauses and resumes so many hours after the approval. */
    public RequestId resume(Hypothesis hypothesis, int pause, int hours) {
        Instant resumed = APPROVED.plus(Duration.ofHours(hours));
        Hypothesis paused = hypothesis.in(HypothesisState.LIVE).paused(APPROVED.plus(Duration.ofHours(pause)));
        publish(paused);
        publish(paused.approvedAt(resumed).in(HypothesisState.LIVE));
        return ask(hypothesis, resumed);
    }

    private RequestId ask(Hypothesis hypothesis, Instant since) {
        RequestId request = new RequestId("req_" + UUID.randomUUID());
        Candidate candidate = new Candidate(
                hypothesis.hypothesisId(), hypothesis.version(), hypothesis.claim(), Bar.DEFAULT, false, 1);
        HistoryRequest asked = new HistoryRequest(request, connection, Purpose.WARM_UP, since, 90, List.of(candidate));
        publisher.publish(
                List.of(new ProducerRecord<>(Topics.HISTORY_REQUESTS.name(), request.value(), Json.bytes(asked))));
        return request;
    }

    /** Publishes what the source knows, one batch on each partition that has something. */
    public void history(RequestId request, EventBatch.Event... events) {
        byPartition(events)
                .forEach((partition, some) -> publisher.publish(List.of(new ProducerRecord<>(
                        Topics.HISTORY.name(),
                        partition,
                        "",
                        EventCodec.write(
                                new HistoryRecord.Batch(request, 0, batch(some.toArray(EventBatch.Event[]::new))))))));
    }

    /** Ends the history on every partition. */
    public void end(RequestId request, Optional<String> failure, long sequence) {
        publisher.publish(IntStream.range(0, Servers.partitions())
                .mapToObj(partition -> new ProducerRecord<>(
                        Topics.HISTORY.name(),
                        partition,
                        "",
                        EventCodec.write(new HistoryRecord.End(
                                request, sequence, sequence, 0, Times.micros(APPROVED), failure))))
                .toList());
    }

    /** Publishes live events. */
    public void live(EventBatch.Event... events) {
        byPartition(events).forEach((partition, some) -> live(partition, batch(some.toArray(EventBatch.Event[]::new))));
    }

    /** Publishes that somebody was active, from some hours after the approval to some others. */
    public void active(SubjectId subject, double first, double last) {
        long approved = Times.micros(APPROVED);
        EventBatch.Activity activity = new EventBatch.Activity(
                subject, approved + (long) (first * Times.HOUR), approved + (long) (last * Times.HOUR));
        live(
                SubjectBucket.of(subject, Servers.partitions()),
                new EventBatch(connection, -1, List.of(), List.of(activity), Map.of(), List.of()));
    }

    /** Says on every partition that all that came until so many hours after the approval is published. */
    public void arrived(double hours) {
        long until = Times.micros(APPROVED) + (long) (hours * Times.HOUR);
        for (int partition = 0; partition < Servers.partitions(); partition++) {
            live(partition, EventBatch.arrived(connection, Subject.PERSON, -1, until));
        }
    }

    public void live(int partition, EventBatch batch) {
        live(partition, EventCodec.write(batch));
    }

    public void live(int partition, byte[] bytes) {
        publisher.publish(List.of(new ProducerRecord<>(Topics.EVENTS.name(), partition, "", bytes)));
    }

    public static SelectorId selector(String event) {
        return Selector.of(event).id();
    }

    private static Map<Integer, List<EventBatch.Event>> byPartition(EventBatch.Event... events) {
        return Arrays.stream(events)
                .collect(Collectors.groupingBy(event -> SubjectBucket.of(event.subject(), Servers.partitions())));
    }
}
