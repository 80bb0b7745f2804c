package io.beton.bench;

import io.beton.kit.kafka.Sending;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.SearchScores;
import io.beton.model.hypothesis.Claim;
import io.beton.model.id.RequestId;
import io.beton.servers.Servers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A search through a real broker and the backtest-service as it is shipped, from the first record to the last score. */
final class SearchThroughKafka {
    private static final String HEAP = "-Xmx2g";

    private final World world;
    private final Map<String, List<Claim>> forms;
    private final BenchKafka kafka;
    private final int partitions = Topics.HISTORY.partitions();
    private int largest;

    SearchThroughKafka(World world, Map<String, List<Claim>> forms) {
        this.world = world;
        this.forms = forms;
        this.kafka = new BenchKafka(Servers.bootstrapServers());
    }

    void run() throws IOException {
        HistoryRequest first = Tried.request("req_search_1", Purpose.EXPLORE, forms.values());
        System.out.printf(
                "%nthe same through Kafka, backtest-service with %s, %d partitions, 2 readers; seconds from the first record%n",
                HEAP, partitions);
        System.out.printf("%-44s %9s %12s %12s %13s%n", "", "published", "last counts", "last scores", "core seconds");
        try (ServiceProcess service = ServiceProcess.start(
                        "backtest-service",
                        List.of(HEAP),
                        Servers.bootstrapServers(),
                        Servers.freshDatabase(),
                        Map.of("BETON_BACKTEST_MAX_MEMORY", "1500M"));
                KafkaConsumer<String, byte[]> answers = kafka.consumer()) {
            follow(answers);
            asked(service, "one request, service just started", first, answers, true);
            HistoryRequest second = Tried.request("req_search_2", Purpose.EXPLORE, forms.values())
                    .holding();
            asked(service, "one request", second, answers, true);
            asked(
                    service,
                    "again, on the history that is held",
                    Tried.request("req_search_3", Purpose.EXPLORE, forms.values())
                            .onHistoryOf(second.requestId())
                            .holding(),
                    answers,
                    false);
            asked(
                    service,
                    "one candidate, on the history that is held",
                    Tried.request(
                                    "req_search_4",
                                    Purpose.EXPLORE,
                                    List.of(forms.values().iterator().next().subList(0, 1)))
                            .onHistoryOf(second.requestId()),
                    answers,
                    false);
            System.out.printf(
                    "largest records: request %,d bytes, partial %,d, before compression%n",
                    Json.bytes(first).length, largest);
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> all = List.of(Topics.BACKTEST_PARTIALS, Topics.SEARCH_SCORES).stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    private void asked(
            ServiceProcess service,
            String what,
            HistoryRequest request,
            KafkaConsumer<String, byte[]> answers,
            boolean reads) {
        double before = coreSeconds(service);
        kafka.publish(Topics.HISTORY_REQUESTS, request.requestId().value(), request);
        long started = System.nanoTime();
        if (reads) {
            publish(request.requestId());
        }
        double published = since(started);
        double counted = 0;
        int scored = 0;
        while (scored < request.candidates().size()) {
            for (ConsumerRecord<String, byte[]> record : answers.poll(Duration.ofSeconds(1))) {
                if (record.topic().equals(Topics.SEARCH_SCORES.name())) {
                    scored += scored(Json.read(record.value(), SearchScores.class), request);
                } else {
                    counted = since(started);
                    largest = Math.max(largest, record.value().length);
                    Json.read(record.value(), PartialCounts.class);
                }
            }
        }
        System.out.printf(
                "%-44s %9.2f %12.2f %12.2f %13.1f%n",
                what, published, counted, since(started), coreSeconds(service) - before);
    }

    private static double coreSeconds(ServiceProcess service) {
        return service.handle().info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
    }

    private static int scored(SearchScores scores, HistoryRequest request) {
        scores.failure().ifPresent(reason -> {
            throw new IllegalStateException("[bench] the search failed: " + reason);
        });
        return scores.requestId().equals(request.requestId()) ? scores.scores().size() : 0;
    }

    private void publish(RequestId request) {
        Sending sending = kafka.publisher().sending();
        Published.write(
                world,
                request,
                partitions,
                true,
                new SearchWorld(world),
                (to, bytes) ->
                        sending.send(new ProducerRecord<>(Topics.HISTORY.name(), to, String.valueOf(to), bytes)));
        sending.await();
    }

    private static double since(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
