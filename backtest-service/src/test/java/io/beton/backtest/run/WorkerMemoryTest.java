package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.model.Json;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.event.PackedBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** How much memory a worker holds for histories, and when it gives it back. */
class WorkerMemoryTest {
    private static final long PLENTY = 1L << 40;
    private static final HistoryRequest ONE = request("req_0");
    private static final HistoryRequest OTHER = request("req_1");

    @Test
    void aHistoryThatDoesNotFitIsRefusedWithWhatToDo() {
        // Given
        List<byte[]> records = encoded(ONE, WorkedExample.events());
        PartitionLife life = worker(records, 1000);

        // When
        life.read(records.size());
        life.commit();

        // Then
        PartialCounts partial = Json.read(life.published().get(0), PartialCounts.class);
        assertThat(partial.failure().orElseThrow())
                .contains("does not fit into memory")
                .contains("take a shorter window");
        assertThat(life.committed()).isEqualTo(records.size());
        assertThat(life.memoryUsed()).isZero();
    }

    @Test
    void aHistoryThatWillNotFitIsRefusedAtItsFirstBatch() {
        // Given
        HistoryRequest request = ONE;
        HistoryRecord.Expected expected = new HistoryRecord.Expected(1_000_000_000, 10);
        PackedBatch batch = PackedBatch.of(Histories.activeBatch(WorkedExample.events()));
        List<byte[]> records = List.of(
                EventCodec.write(new HistoryRecord.Batch(request.requestId(), 0, expected, batch)),
                EventCodec.write(new HistoryRecord.End(request.requestId(), 1, 1, 25, 0, Optional.empty())));
        PartitionLife life = worker(records, 1L << 30);

        // When
        life.read(records.size());

        // Then
        PartialCounts partial = Json.read(life.published().get(0), PartialCounts.class);
        assertThat(partial.failure().orElseThrow()).contains("for 1000000000 events or more");
        assertThat(life.memoryUsed()).isZero();
    }

    @Test
    void whatWasCountedTakesNoMemoryAnyMore() {
        // Given
        List<byte[]> records = encoded(ONE, manyEvents());
        PartitionLife life = worker(records, PLENTY);

        // When
        life.read(records.size() - 1);
        long full = life.memoryUsed();
        life.read(1);

        // Then
        assertThat(full).isPositive();
        assertThat(life.memoryUsed()).isZero();
    }

    @Test
    void countsThatCannotBePublishedGiveTheirMemoryBackToo() {
        // Given
        List<byte[]> records = encoded(ONE, manyEvents());
        PartitionLife life = worker(records, PLENTY);
        life.read(records.size() - 1);
        life.brokerGoesAway();
        // When
        assertThatThrownBy(() -> life.read(1)).isInstanceOf(KafkaException.class);
        life.crash();
        // Then
        assertThat(life.memoryUsed()).isZero();
        assertThat(life.progress(ONE)).isEmpty();
        life.read(records.size());
        assertThat(life.published()).hasSize(1);
    }

    @Test
    void aHistoryThatNeverEndsFailsAndMakesRoom() {
        // Given
        List<byte[]> records = encoded(ONE, manyEvents());
        PartitionLife life = worker(records, PLENTY);
        life.read(records.size() - 2);
        life.busy(Duration.ofHours(5));
        life.wait(Duration.ofMinutes(40));
        life.read(1);
        life.wait(Duration.ofMinutes(40));
        assertThat(life.published()).isEmpty();
        // When
        life.wait(Duration.ofMinutes(20));
        life.commit();
        // Then
        PartialCounts partial = Json.read(life.published().get(0), PartialCounts.class);
        assertThat(partial.failure()).contains("nothing more of the history came within PT1H");
        assertThat(life.memoryUsed()).isZero();
        assertThat(life.committed()).isEqualTo(records.size() - 1);
        life.read(1);
        assertThat(life.published()).hasSize(1);
    }

    @Test
    void whatWasRefusedMakesRoomForTheNext() {
        // Given
        List<byte[]> records = new ArrayList<>(encoded(ONE, manyEvents()));
        records.addAll(encoded(OTHER, WorkedExample.events()));
        PartitionLife life = worker(records, 150_000);

        // When
        life.read(records.size());

        // Then
        assertThat(life.published())
                .extracting(
                        bytes -> Json.read(bytes, PartialCounts.class).failure().isPresent())
                .containsExactly(true, false);
    }

    private static HistoryRequest request(String id) {
        return Histories.request(
                id,
                Purpose.BACKTEST,
                Histories.candidate(id + "_anchored", WorkedExample.claim(), false),
                Histories.candidate(id + "_rolling", WorkedExample.rolling(), false));
    }

    private static PartitionLife worker(List<byte[]> records, long maxMemory) {
        return new PartitionLife(
                records,
                List.of(ONE, OTHER),
                maxMemory,
                (note, around) -> new BacktestWorker(0, 1, note, around, PartitionLife.PATIENCE));
    }

    private static List<byte[]> encoded(HistoryRequest request, List<EventBatch.Event> events) {
        Function<HistoryRecord, byte[]> write = EventCodec::write;
        return Histories.records(request, events, 1, 3).get(0).stream()
                .map(write)
                .toList();
    }

    private static List<EventBatch.Event> manyEvents() {
        return IntStream.range(0, 3000)
                .mapToObj(i -> Histories.event("subject" + i, 1, "signed_up"))
                .toList();
    }
}
