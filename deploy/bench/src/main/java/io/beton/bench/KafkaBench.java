package io.beton.bench;

import io.beton.backtest.history.PartitionHistory;
import io.beton.backtest.postings.SealedHistory;
import io.beton.backtest.report.ReportWriter;
import io.beton.backtest.scoring.Scorer;
import io.beton.model.Topics;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Report;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.servers.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A whole request through a real broker, which runs in this process too: what each stage of it takes. */
final class KafkaBench {
    private static final int READERS = 2;
    private static final String LARGEST_MESSAGE = String.valueOf(8 * 1024 * 1024);

    private final World world;
    private final String broker = Servers.bootstrapServers();
    private final int partitions = Topics.HISTORY.partitions();

    KafkaBench(World world) {
        this.world = world;
    }

    void run() throws Exception {
        double publish = Seconds.of(this::publish);
        // the loops of reading are compiled by then
        stages(Asked.request(Asked.anchored(1)));
        System.out.printf(
                "%na request through Kafka: %,d events, %d partitions, %d readers; seconds%n",
                world.events(), partitions, READERS);
        System.out.printf(
                "%12s %9s %9s %16s %9s %9s %9s%n",
                "hypotheses", "publish", "read", "events/s read", "seal", "score", "reduce");
        for (int hypotheses : new int[] {1, 100, 2000}) {
            Stages stages = stages(Asked.request(Asked.anchored(hypotheses)));
            System.out.printf(
                    "%,12d %9.2f %9.2f %,16.0f %9.2f %9.3f %9.3f%n",
                    hypotheses,
                    publish,
                    stages.read,
                    world.events() / stages.read,
                    stages.seal,
                    stages.score,
                    stages.reduce);
        }
    }

    /** Seconds; of what the readers do side by side, those of the slower one. */
    private record Stages(double read, double seal, double score, double reduce) {}

    private void publish() {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker,
                        "acks",
                        "all",
                        "compression.type",
                        "lz4",
                        "max.request.size",
                        LARGEST_MESSAGE),
                new StringSerializer(),
                new ByteArraySerializer())) {
            Published.write(
                    world,
                    Asked.request(Asked.anchored(1)).requestId(),
                    partitions,
                    false,
                    (to, bytes) ->
                            producer.send(new ProducerRecord<>(Topics.HISTORY.name(), to, String.valueOf(to), bytes)));
        }
    }

    /** What one reader did. */
    private static final class Share {
        private final List<List<CandidateCounts>> counts = new ArrayList<>();
        private double read;
        private double seal;
        private double score;
    }

    private Stages stages(HistoryRequest request) throws Exception {
        List<Share> shares = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Share>> running = IntStream.range(0, READERS)
                    .mapToObj(reader -> threads.submit(() -> share(request, reader)))
                    .toList();
            for (Future<Share> share : running) {
                shares.add(share.get());
            }
        } finally {
            threads.shutdown();
        }
        double reduce = Seconds.of(() -> reports(request, shares));
        return new Stages(
                slowest(shares, share -> share.read),
                slowest(shares, share -> share.seal),
                slowest(shares, share -> share.score),
                reduce);
    }

    private static double slowest(List<Share> shares, ToDoubleFunction<Share> seconds) {
        return shares.stream().mapToDouble(seconds).max().orElseThrow();
    }

    private static List<Report> reports(HistoryRequest request, List<Share> shares) {
        List<CandidateCounts> sums = new ArrayList<>();
        for (int i = 0; i < request.candidates().size(); i++) {
            CandidateCounts sum = CandidateCounts.NONE;
            for (Share share : shares) {
                for (List<CandidateCounts> partition : share.counts) {
                    sum = sum.plus(partition.get(i));
                }
            }
            sums.add(sum);
        }
        return new ReportWriter(request, World.AS_OF, sums).reports();
    }

    /** Reads every so many-th partition to its end, and counts each when its end has come. */
    private Share share(HistoryRequest request, int reader) {
        Share share = new Share();
        Map<Integer, PartitionHistory> open = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "auto.offset.reset", "earliest", "enable.auto.commit", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> mine = IntStream.range(0, partitions)
                    .filter(partition -> partition % READERS == reader)
                    .mapToObj(partition -> new TopicPartition(Topics.HISTORY.name(), partition))
                    .toList();
            consumer.assign(mine);
            mine.forEach(partition -> open.put(partition.partition(), new PartitionHistory(request)));
            double all = Seconds.of(() -> {
                while (!open.isEmpty()) {
                    consumer.poll(Duration.ofSeconds(1)).forEach(record -> take(record, open, share));
                }
            });
            share.read = all - share.seal - share.score;
        }
        return share;
    }

    private static void take(ConsumerRecord<String, byte[]> record, Map<Integer, PartitionHistory> open, Share share) {
        HistoryRecord content = EventCodec.readHistory(record.value());
        if (content instanceof HistoryRecord.Batch batch) {
            open.get(record.partition()).add(batch.events());
            return;
        }
        PartitionHistory history = open.remove(record.partition());
        SealedHistory[] sealed = new SealedHistory[1];
        share.seal += Seconds.of(() -> sealed[0] = history.seal());
        share.score += Seconds.of(() -> share.counts.add(Scorer.score(sealed[0])));
    }
}
