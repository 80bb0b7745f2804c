package io.beton.backtest.run;

import io.beton.backtest.loop.PartitionWork;
import io.beton.backtest.progress.PartitionProgress;
import io.beton.backtest.progress.ProgressView;
import io.beton.kit.time.StoppedClock;
import io.beton.kit.trace.Cause;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.id.RequestId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** One partition as a list, read by owners that come and go; what they publish is kept. */
final class PartitionLife {
    static final Patience PATIENCE = new Patience(Duration.ofHours(1), Duration.ofMinutes(2));

    private final List<HistoryRequest> requests;
    private final List<byte[]> published = new ArrayList<>();
    private final ProgressView progress = new ProgressView(Clock.systemUTC());
    private final StoppedClock clock = StoppedClock.at("2026-04-02T00:00:00Z");
    private final List<byte[]> records;
    private final BiFunction<String, Surroundings, PartitionWork> owner;
    private final Surroundings around;
    private PartitionWork work;
    private boolean brokerAway;
    private int position;
    private long committed;
    private String note = "";
    private final MemoryBudget memory;
    private final MeterRegistry meters = new SimpleMeterRegistry();

    PartitionLife(
            List<byte[]> records,
            List<HistoryRequest> requests,
            long maxMemory,
            BiFunction<String, Surroundings, PartitionWork> owner) {
        this.records = new ArrayList<>(records);
        this.owner = owner;
        this.memory = new MemoryBudget(maxMemory);
        this.requests = new ArrayList<>(requests);
        this.around = new Surroundings(
                new Asked(),
                this::publish,
                progress,
                new BacktestMetrics(meters, new ProgressView(Clock.systemUTC())),
                memory,
                clock);
        this.work = owner.apply(note, around);
    }

    List<byte[]> published() {
        return published;
    }

    /** How many answers were counted. */
    double answers() {
        return meters.find("beton.backtests").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    long memoryUsed() {
        return memory.used();
    }

    List<PartitionProgress> progress(HistoryRequest request) {
        return progress.of(request.requestId()).orElseThrow().partitions();
    }

    /** A request comes while the owner is at work. */
    void ask(HistoryRequest request) {
        requests.add(request);
    }

    /** Records come. */
    void append(List<byte[]> further) {
        records.addAll(further);
    }

    long committed() {
        return committed;
    }

    boolean atEnd() {
        return position == records.size();
    }

    void read(int most) {
        for (int i = 0; i < most && position < records.size(); i++, position++) {
            work.handle(new ConsumerRecord<>("topic", 0, position, "key", records.get(position)));
        }
    }

    void commit() {
        work.idle();
        committed = work.committable(position);
        note = work.note();
    }

    /** The owner dies; the next one knows only what was committed. */
    void crash() {
        work.abandon();
        brokerAway = false;
        position = (int) committed;
        work = owner.apply(note, around);
    }

    /** Polls that bring nothing, for so long. */
    void wait(Duration time) {
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minusSeconds(1)) {
            clock.forward(Duration.ofSeconds(1));
            work.idle();
        }
    }

    /** The owner is busy with something else, and then polls again. */
    void busy(Duration time) {
        clock.forward(time);
        work.idle();
    }

    /** Nothing can be published any more until the owner dies. */
    void brokerGoesAway() {
        brokerAway = true;
    }

    private void publish(List<ProducerRecord<String, byte[]>> sent) {
        if (brokerAway) {
            throw new KafkaException("no broker answers");
        }
        sent.forEach(record -> published.add(record.value()));
    }

    private final class Asked implements Surroundings.Requests {
        @Override
        public HistoryRequest require(RequestId id) {
            return requests.stream()
                    .filter(request -> request.requestId().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(id + " is unknown"));
        }

        @Override
        public List<FollowUps.FollowUp> followUps(long from) {
            return IntStream.range((int) from, Math.max((int) from, requests.size()))
                    .mapToObj(place -> new FollowUps.FollowUp(place, requests.get(place), Cause.NONE))
                    .filter(followUp -> !followUp.request().readsSource())
                    .toList();
        }

        @Override
        public boolean endsBefore(long place) {
            return place > requests.size();
        }
    }
}
