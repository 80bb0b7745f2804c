package io.beton.local;

import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says on the topics what hypothesis-service says when somebody approves. */
final class Approvals {
    /** Older than any event, for whoever fired before the approval is not told of. */
    private static final Duration AGO = Duration.ofDays(60);

    private final ConnectionId connection;
    private final Instant approved = Instant.now().minus(AGO);

    Approvals(String connection) {
        this.connection = new ConnectionId(connection);
    }

    /** What is to be live. */
    record Wanted(String text, Condition condition, Design design) {}

    /** Whoever fires is to be signalled, after one reading of history for all. */
    List<Hypothesis> publish(List<Wanted> wanted, String bootstrapServers) {
        List<Hypothesis> live = new ArrayList<>();
        wanted.forEach(each -> live.add(hypothesis("hyp_" + live.size(), each)));
        HistoryRequest warmUp = new HistoryRequest(
                new RequestId("req_1"),
                connection,
                Purpose.WARM_UP,
                approved,
                1,
                live.stream()
                        .map(each -> new Candidate(each.hypothesisId(), 1, each.claim(), Bar.DEFAULT, false, 1))
                        .toList());
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        live.forEach(each -> records.add(new ProducerRecord<>(
                Topics.HYPOTHESES.name(), each.hypothesisId().value(), Json.bytes(each))));
        records.add(new ProducerRecord<>(
                Topics.HISTORY_REQUESTS.name(), warmUp.requestId().value(), Json.bytes(warmUp)));
        send(records, bootstrapServers);
        return live;
    }

    private Hypothesis hypothesis(String id, Wanted wanted) {
        return new Hypothesis(
                new HypothesisId(id),
                1,
                connection,
                new GoalId("goal_1"),
                GoalKind.CONVERSION,
                wanted.text(),
                Subject.PERSON,
                wanted.condition(),
                wanted.design(),
                Outcome.of(Selector.of("never"), 7),
                HypothesisState.LIVE,
                false,
                1,
                Optional.of(approved),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static void send(List<ProducerRecord<String, byte[]>> records, String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<String, byte[]> record : records) {
                producer.send(record).get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
