package io.beton.model.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.event.wire.EventBatchMessage;
import io.beton.model.event.wire.HistoryRecordMessage;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.RequestId;
import io.beton.model.id.SubjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final SelectorId INVITED = Selector.of("invite_sent").id();
    private static final SelectorId SIGNED_UP = Selector.of("signed_up").id();
    private static final SubjectId ANN = new SubjectId("ann");
    private static final SubjectId BOB = new SubjectId("bob");

    private static final EventBatch BATCH = new EventBatch(
            new ConnectionId("con_1"),
            Subject.group("organization"),
            17,
            1_700_000,
            List.of(
                    new EventBatch.Event(ANN, 1_000_000, 1_500_000, new UUID(-1, 2), Set.of(INVITED, SIGNED_UP)),
                    new EventBatch.Event(BOB, 2_000_000, 1_900_000, new UUID(3, -4), Set.of()),
                    new EventBatch.Event(ANN, -5, 3_000_000, new UUID(5, 6), Set.of(INVITED))),
            List.of(new EventBatch.Activity(BOB, 2_000_000, 2_500_000)),
            Map.of(ANN, 900_000L),
            List.of(new EventBatch.EarlierOutcome(BOB, SIGNED_UP, -77)));

    @Test
    void aBatchSurvivesItsColumns() {
        assertThat(EventCodec.readBatch(EventCodec.write(BATCH))).isEqualTo(BATCH);
    }

    @Test
    void aHistoryRecordSurvivesToo() {
        // Given
        RequestId request = new RequestId("req_1");
        HistoryRecord batch =
                new HistoryRecord.Batch(request, 3, new HistoryRecord.Expected(1_000, 17), PackedBatch.of(BATCH));
        HistoryRecord end = new HistoryRecord.End(request, 4, 4, 12, 99, 36, Optional.of("over budget"));
        HistoryRecord.End ofBefore = new HistoryRecord.End(request, 4, 4, 12, 99, Optional.empty());

        // Then
        assertThat(EventCodec.readHistory(EventCodec.write(batch))).isEqualTo(batch);
        assertThat(EventCodec.readHistory(EventCodec.write(end))).isEqualTo(end);
        assertThat(EventCodec.readHistory(EventCodec.write(ofBefore))).isEqualTo(ofBefore);
        assertThat(ofBefore.partitionsOr(4)).isEqualTo(4);
    }

    @Test
    void bytesThatAreNoBatchAreRefused() {
        assertThatThrownBy(() -> EventCodec.readBatch(new byte[] {1, 2, 3})).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> EventCodec.readHistory(new byte[] {10, 1, 97})).isInstanceOf(RuntimeException.class);
    }

    @Test
    void namesThatAreMissingAreRefusedBeforeAnybodyReadsTheColumns() {
        // Given
        EventBatchMessage whole = PackedBatch.of(BATCH).message();
        // Then
        assertThat(List.of(
                        whole.toBuilder().setConnectionId(" ").build(),
                        whole.toBuilder().setSubject(0, "").build(),
                        whole.toBuilder().setSelectorId(1, "").build()))
                .allSatisfy(message -> assertThatThrownBy(() -> EventCodec.readHistory(HistoryRecordMessage.newBuilder()
                                .setRequestId("req_1")
                                .setBatch(message)
                                .build()
                                .toByteArray()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("a name is missing"));
    }

    @Test
    void columnsThatDoNotFitTogetherAreRefused() {
        // Given
        EventBatchMessage whole = PackedBatch.of(BATCH).message();
        List<EventBatchMessage> broken = List.of(
                whole.toBuilder().addEventTimestamp(1).build(),
                whole.toBuilder().setEventSubject(0, 2).build(),
                whole.toBuilder().setEventSelectors(0, 3).build(),
                whole.toBuilder().setMatchedSelector(0, -1).build(),
                whole.toBuilder().addBornAt(1).build());

        // Then
        assertThat(broken)
                .allSatisfy(message -> assertThatThrownBy(() -> EventCodec.readBatch(message.toByteArray()))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("columns do not fit together"));
    }
}
