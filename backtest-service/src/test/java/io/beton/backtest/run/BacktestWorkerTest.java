package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.model.Json;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.CandidateCounts;
import io.beton.model.backtest.Counts;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever the interleaving and wherever the owner dies, every request is counted, and always the same. */
class BacktestWorkerTest {
    private static final long PLENTY = 1L << 40;
    private static final List<HistoryRequest> REQUESTS = IntStream.range(0, 4)
            .mapToObj(i -> Histories.request(
                    "req_" + i,
                    Purpose.BACKTEST,
                    Histories.candidate("hyp_" + i, WorkedExample.claim(), false),
                    Histories.candidate("hyp_" + i + "_rolling", WorkedExample.rolling(), false)))
            .toList();

    @Property(tries = 500)
    void deathsAndInterleavingsChangeNothing(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        PartitionLife life = worker(shuffledTogether(random), PLENTY);

        // When
        liveAndDie(life, random);

        // Then
        Map<String, List<PartialCounts>> byRequest = life.published().stream()
                .map(bytes -> Json.read(bytes, PartialCounts.class))
                .collect(Collectors.groupingBy(partial -> partial.requestId().value()));
        assertThat(byRequest).hasSize(REQUESTS.size());
        for (int i = 0; i < REQUESTS.size(); i++) {
            List<PartialCounts> partials = byRequest.get("req_" + i);
            assertThat(partials)
                    .allMatch(partial -> partial.failure().isEmpty())
                    .allMatch(partials.get(0)::equals);
            assertThat(partials.get(0).events()).isEqualTo(expectedEvents(i));
        }
    }

    @Property(tries = 500)
    void everyRequestIsReportedOnceWhereverTheReducerDiesAfterItsCommits(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        List<byte[]> partials = new ArrayList<>();
        for (HistoryRequest request : REQUESTS) {
            for (int partition = 0; partition < 3; partition++) {
                for (int copies = 1 + random.nextInt(2); copies > 0; copies--) {
                    partials.add(Json.bytes(partial(request, partition)));
                }
            }
        }
        Collections.shuffle(partials, random);
        PartitionLife life = new PartitionLife(
                partials, REQUESTS, PLENTY, (note, around) -> new ReportWorker(note, around, Duration.ofMinutes(10)));

        // When
        while (!life.atEnd()) {
            life.read(1 + random.nextInt(5));
            life.commit();
            if (random.nextInt(3) == 0) {
                life.crash();
            }
        }

        // Then
        List<BacktestResult> results = life.published().stream()
                .map(bytes -> Json.read(bytes, BacktestResult.class))
                .toList();
        assertThat(results).extracting(BacktestResult::hypothesisId).doesNotHaveDuplicates();
        assertThat(results)
                .hasSize(2 * REQUESTS.size())
                .allMatch(result -> result.report().orElseThrow().full().sampleSize() == 3 * 6);
        assertThat(life.committed()).isEqualTo(partials.size());
        assertThat(life.answers()).isEqualTo(results.size());
    }

    @Test
    void howManyPartitionsMakeAHistoryWholeIsWhatItsReaderSays() {
        // Given an owner that has not heard yet of two partitions that were added
        List<byte[]> records = new ArrayList<>(encoded(REQUESTS.get(0), events(0)));
        HistoryRecord.End end = (HistoryRecord.End) EventCodec.readHistory(records.remove(records.size() - 1));
        records.add(EventCodec.write(new HistoryRecord.End(
                end.requestId(), end.sequence(), end.batches(), end.events(), end.readAt(), 3, end.failure())));
        PartitionLife life = worker(records, PLENTY);

        // When
        life.read(records.size());

        // Then
        assertThat(life.published())
                .singleElement()
                .satisfies(bytes -> assertThat(
                                Json.read(bytes, PartialCounts.class).partitions())
                        .isEqualTo(3));
    }

    private static void liveAndDie(PartitionLife life, Random random) {
        for (int deaths = 0; !life.atEnd(); ) {
            life.read(1 + random.nextInt(7));
            if (random.nextBoolean()) {
                life.commit();
            }
            if (deaths < 20 && random.nextInt(4) == 0) {
                life.crash();
                deaths++;
            }
        }
        life.commit();
    }

    private static PartitionLife worker(List<byte[]> records, long maxMemory) {
        return new PartitionLife(
                records,
                REQUESTS,
                maxMemory,
                (note, around) -> new BacktestWorker(0, 1, note, around, PartitionLife.PATIENCE));
    }

    /** Every request's records in their order, those of different requests at random. */
    private static List<byte[]> shuffledTogether(Random random) {
        List<List<byte[]>> left = new ArrayList<>();
        for (int i = 0; i < REQUESTS.size(); i++) {
            left.add(new ArrayList<>(encoded(REQUESTS.get(i), events(i))));
        }
        List<byte[]> mixed = new ArrayList<>();
        while (!left.isEmpty()) {
            List<byte[]> next = left.get(random.nextInt(left.size()));
            mixed.add(next.remove(0));
            left.removeIf(List::isEmpty);
        }
        return mixed;
    }

    private static List<byte[]> encoded(HistoryRequest request, List<EventBatch.Event> events) {
        Function<HistoryRecord, byte[]> write = EventCodec::write;
        return Histories.records(request, events, 1, 3).get(0).stream()
                .map(write)
                .toList();
    }

    private static List<EventBatch.Event> events(int request) {
        return WorkedExample.events().subList(0, 10 + 4 * request);
    }

    private static long expectedEvents(int request) {
        return events(request).stream()
                .filter(event -> event.timestamp() >= Histories.at(0))
                .map(EventBatch.Event::uuid)
                .distinct()
                .count();
    }

    private static PartialCounts partial(HistoryRequest request, int partition) {
        return new PartialCounts(
                request.requestId(),
                partition,
                3,
                9,
                9,
                Histories.AS_OF,
                Optional.empty(),
                Collections.nCopies(
                        request.candidates().size(), new CandidateCounts(WorkedExample.FULL, Counts.NONE, 0, 0)));
    }
}
