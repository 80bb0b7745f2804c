package io.beton.backtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.backtest.Histories;
import io.beton.backtest.WorkedExample;
import io.beton.backtest.progress.PartitionProgress;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.HistoryRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionRunTest {
    private static final HistoryRequest REQUEST =
            Histories.request("req_1", Purpose.BACKTEST, Histories.candidate("hyp_1", WorkedExample.claim(), false));
    private static final List<HistoryRecord> RECORDS =
            Histories.records(REQUEST, WorkedExample.events(), 1, 10).get(0);

    private final PartitionRun run = new PartitionRun(REQUEST, 2, Histories.AS_OF);

    @Test
    void aWholeHistoryIsCounted() {
        // When
        PartialCounts partial = end(0, 1, 2);

        // Then
        assertThat(partial.failure()).isEmpty();
        assertThat(partial.partition()).isEqualTo(2);
        assertThat(partial.partitions()).isEqualTo(4);
        assertThat(partial.events()).isEqualTo(23);
        assertThat(partial.subjects()).isEqualTo(9);
        assertThat(partial.candidates().get(0).full().counts()).isEqualTo(WorkedExample.FULL);
        assertThat(PartitionProgress.ended(partial, 1, Histories.AS_OF).state())
                .isEqualTo(PartitionProgress.State.COUNTED);
    }

    @Test
    void aGapFailsWithTheNumbers() {
        PartialCounts partial = end(0, 2);
        assertThat(partial.failure()).contains("records are missing: number 1 was due, number 2 came");
        assertThat(partial.candidates()).isEmpty();
        assertThat(run.progress().state()).isEqualTo(PartitionProgress.State.FAILED);
        assertThat(run.whole()).isEmpty();
    }

    @Test
    void anEndThatTellsOfMoreEventsFails() {
        // Given
        RECORDS.subList(0, 3).forEach(record -> run.add((HistoryRecord.Batch) record));

        // When
        PartialCounts partial = run.end(new HistoryRecord.End(REQUEST.requestId(), 3, 3, 26, 0, Optional.empty()), 4);

        // Then
        assertThat(partial.failure().orElseThrow()).contains("3 batches with 26 events, 3 with 25 came");
    }

    @Test
    void theReasonOfTheReaderIsPassedOn() {
        PartialCounts partial =
                run.end(new HistoryRecord.End(REQUEST.requestId(), 7, 7, 0, 0, Optional.of("over budget")), 4);
        assertThat(partial.failure()).contains("the history could not be read: over budget");
    }

    @Test
    void whatFailedTakesNoMemory() {
        // Given
        PartitionRun fresh = new PartitionRun(REQUEST, 0, Histories.AS_OF);
        run.add((HistoryRecord.Batch) RECORDS.get(0));
        assertThat(run.events()).isPositive();

        // When
        run.fail("too large");
        run.add((HistoryRecord.Batch) RECORDS.get(1));

        // Then
        assertThat(run.bytes()).isEqualTo(fresh.bytes());
        assertThat(run.has(1)).isTrue();
        assertThat(run.has(2)).isFalse();
    }

    private PartialCounts end(int... batches) {
        for (int batch : batches) {
            run.add((HistoryRecord.Batch) RECORDS.get(batch));
        }
        return run.end((HistoryRecord.End) RECORDS.get(RECORDS.size() - 1), 4);
    }
}
