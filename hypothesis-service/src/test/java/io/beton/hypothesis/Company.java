package io.beton.hypothesis;

import static org.awaitility.Awaitility.await;

import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.SearchScores;
import io.beton.model.backtest.Verdict;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.id.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** A company with a connection of its own; speaks for ingest and backtest, and listens to what they are told. */
public final class Company {
    public static final Duration SOON = Duration.ofSeconds(90);

    private final ConnectionId connection =
            new ConnectionId("con_" + UUID.randomUUID().toString().substring(0, 8));
    private final String bootstrapServers;
    private final TopicRecords topics;

    public Company(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.topics = new TopicRecords(bootstrapServers);
    }

    /** A company at the servers of a service under test. */
    public static Company here() {
        return new Company(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }

    public ConnectionId connection() {
        return connection;
    }

    public Company connected() {
        return says(ConnectionFacts.State.CONNECTED);
    }

    public Company says(ConnectionFacts.State state) {
        Instant when = Instant.parse("2026-11-01T00:00:00Z");
        ConnectionFacts facts = new ConnectionFacts(
                connection,
                "Acme",
                "https://eu.posthog.com",
                "1",
                "Acme",
                "UTC",
                Duration.ofMinutes(5),
                state,
                Optional.empty(),
                when,
                true);
        publish(Topics.CONNECTIONS, connection.value(), Json.bytes(facts));
        return this;
    }

    /** Uses these events, each less often than the one before it. */
    public Company uses(String... events) {
        List<Taxonomy.EventType> used = IntStream.range(0, events.length)
                .mapToObj(place -> new Taxonomy.EventType(events[place], 10_000 - place, 100, Map.of("company", 90L)))
                .toList();
        Taxonomy taxonomy = new Taxonomy(
                connection,
                Instant.parse("2026-11-01T00:00:00Z"),
                used,
                List.of(),
                List.of(),
                List.of(new Taxonomy.GroupType("company", 0), new Taxonomy.GroupType("team", 1)));
        publish(Topics.TAXONOMY, connection.value(), Json.bytes(taxonomy));
        return this;
    }

    /** The requests for its history so far, the oldest first. */
    public List<HistoryRequest> requests(Purpose purpose) {
        return topics.all(Topics.HISTORY_REQUESTS.name()).stream()
                .map(record -> Json.read(record.value(), HistoryRequest.class))
                .filter(request -> request.connectionId().equals(connection))
                .filter(request -> request.purpose() == purpose)
                .toList();
    }

    public HistoryRequest request(Purpose purpose, Predicate<HistoryRequest> wanted) {
        return await().atMost(SOON)
                .until(() -> requests(purpose).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** What was said of its hypotheses so far, the oldest first. */
    public List<Hypothesis> said() {
        return topics.all(Topics.HYPOTHESES.name()).stream()
                .filter(record -> record.value() != null)
                .map(record -> Json.read(record.value(), Hypothesis.class))
                .filter(hypothesis -> hypothesis.connectionId().equals(connection))
                .toList();
    }

    /** Publishes the reports of the candidates at some positions. */
    public void answer(
            HistoryRequest request, List<Integer> positions, Verdict verdict, Function<Candidate, Measures> numbers) {
        publish(positions.stream()
                .map(position -> {
                    Candidate candidate = request.candidates().get(position);
                    return result(
                            request,
                            position,
                            new BacktestResult(
                                    request.requestId(),
                                    request.purpose(),
                                    candidate.hypothesisId(),
                                    candidate.version(),
                                    position,
                                    request.candidates().size(),
                                    Optional.of(Numbers.report(request, candidate, numbers.apply(candidate), verdict)),
                                    Optional.empty()));
                })
                .toList());
    }

    public void answerAll(HistoryRequest request, Verdict verdict, Function<Candidate, Measures> numbers) {
        answer(request, everybody(request), verdict, numbers);
    }

    /** Publishes the scores of the claims of a search at some positions, as one run. */
    public void score(HistoryRequest request, int from, int end, Function<Claim, Measures> numbers) {
        List<SearchScores.Score> scores = request.candidates().subList(from, end).stream()
                .map(candidate -> Numbers.score(numbers.apply(candidate.claim())))
                .toList();
        publish(new SearchScores(request.requestId(), from, request.candidates().size(), scores, Optional.empty()));
    }

    public void score(HistoryRequest request, Function<Claim, Measures> numbers) {
        score(request, 0, request.candidates().size(), numbers);
    }

    /** Publishes that a search could not be counted. */
    public void failSearch(HistoryRequest request, String reason) {
        publish(new SearchScores(request.requestId(), 0, request.candidates().size(), List.of(), Optional.of(reason)));
    }

    /** Scores every request of a search as it comes, from one of them on, until the finalists are to be judged. */
    public HistoryRequest searched(int from, Function<Claim, Measures> numbers) {
        score(from, numbers, () -> !requests(Purpose.BACKTEST).isEmpty());
        return request(Purpose.BACKTEST, request -> true);
    }

    /** Scores every request of a search as it comes, from one of them on, until it is over. */
    public void score(int from, Function<Claim, Measures> numbers, BooleanSupplier over) {
        int scored = from;
        while (!over.getAsBoolean()) {
            int next = scored;
            await().atMost(SOON).until(() -> requests(Purpose.EXPLORE).size() > next || over.getAsBoolean());
            List<HistoryRequest> asked = requests(Purpose.EXPLORE);
            asked.subList(next, asked.size()).forEach(request -> score(request, numbers));
            scored = asked.size();
        }
    }

    public void publish(SearchScores scores) {
        publish(Topics.SEARCH_SCORES, scores.requestId().value(), Json.bytes(scores));
    }

    /** Publishes that the history could not be counted. */
    public void fail(HistoryRequest request, String reason) {
        publish(everybody(request).stream()
                .map(position -> result(
                        request,
                        position,
                        new BacktestResult(
                                request.requestId(),
                                request.purpose(),
                                request.candidates().get(position).hypothesisId(),
                                request.candidates().get(position).version(),
                                position,
                                request.candidates().size(),
                                Optional.empty(),
                                Optional.of(reason))))
                .toList());
    }

    public void publish(BacktestResult result) {
        publish(Topics.BACKTESTS, result.hypothesisId().value(), Json.bytes(result));
    }

    public void publish(Topics.Topic topic, String key, byte[]... values) {
        publish(Arrays.stream(values)
                .map(value -> new ProducerRecord<>(topic.name(), key, value))
                .toList());
    }

    /** Every record, before it returns. */
    private void publish(List<ProducerRecord<String, byte[]>> records) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
            records.forEach(producer::send);
        }
    }

    /** What could not be understood of what it published on a topic. */
    public List<ConsumerRecord<String, byte[]>> deadLetters(Topics.Topic topic) {
        return topics.all(topic.deadLetter().name()).stream()
                .filter(record -> connection.value().equals(record.key()))
                .toList();
    }

    private static List<Integer> everybody(HistoryRequest request) {
        return IntStream.range(0, request.candidates().size()).boxed().toList();
    }

    private static ProducerRecord<String, byte[]> result(HistoryRequest request, int position, BacktestResult result) {
        return new ProducerRecord<>(
                Topics.BACKTESTS.name(),
                request.candidates().get(position).hypothesisId().value(),
                Json.bytes(result));
    }
}
