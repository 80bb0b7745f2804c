package io.beton.backtest.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.id.RequestId;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
    private static final RequestId ONE = new RequestId("req_1");
    private static final RequestId TWO = new RequestId("req_2");
    private static final RequestId THREE = new RequestId("req_3");

    private final OffsetLedger ledger = new OffsetLedger("");

    @Test
    void withoutRequestsEverythingReadIsDone() {
        assertThat(ledger.committable(17)).isEqualTo(17);
    }

    @Test
    void neverBeyondTheFirstRecordOfAnOpenRequest() {
        ledger.opened(ONE, 10);
        ledger.opened(TWO, 12);
        assertThat(ledger.committable(20)).isEqualTo(10);
        ledger.finished(TWO, 19);
        assertThat(ledger.committable(20)).isEqualTo(10);
        ledger.finished(ONE, 25);
        assertThat(ledger.committable(26)).isEqualTo(26);
    }

    @Test
    void neverInsideARequestThatIsFinished() {
        // Given: 10 [ONE ... 14 [TWO ... 18 ONE] 19 [THREE ... 21 TWO] ...
        ledger.opened(ONE, 10);
        ledger.opened(TWO, 14);
        ledger.finished(ONE, 18);
        ledger.opened(THREE, 19);
        ledger.finished(TWO, 21);

        // Then: 19 lies in TWO, which begins at 14, which lies in ONE
        assertThat(ledger.committable(22)).isEqualTo(10);
        ledger.finished(THREE, 30);
        assertThat(ledger.committable(31)).isEqualTo(31);
    }

    @Test
    void aRequestThatBeginsAnewIsReadFromItsNewBeginning() {
        ledger.opened(ONE, 10);
        ledger.opened(ONE, 15);
        assertThat(ledger.committable(20)).isEqualTo(15);
    }

    @Test
    void theNextOwnerKnowsWhatIsFinished() {
        // Given
        ledger.opened(ONE, 1);
        ledger.finished(ONE, 2);
        ledger.opened(TWO, 3);

        // When
        OffsetLedger next = new OffsetLedger(ledger.note());

        // Then
        assertThat(next.isFinished(ONE)).isTrue();
        assertThat(next.isFinished(TWO)).isFalse();
        assertThat(next.note()).isEqualTo("req_1");
    }

    @Test
    void theNoteHoldsTheLatestAndFitsBesideAnOffset() {
        // Given
        for (int i = 0; i < 2000; i++) {
            RequestId request = new RequestId("req_number_" + i);
            ledger.opened(request, i);
            ledger.finished(request, i);
        }

        // Then
        assertThat(ledger.note()).hasSizeLessThan(4096).endsWith("req_number_1999");
        assertThat(new OffsetLedger(ledger.note()).isFinished(new RequestId("req_number_1900")))
                .isTrue();
    }
}
