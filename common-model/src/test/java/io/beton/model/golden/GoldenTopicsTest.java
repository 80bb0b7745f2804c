package io.beton.model.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.BacktestResult;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.PartialCounts;
import io.beton.model.backtest.SearchScores;
import io.beton.model.connection.ConnectionFacts;
import io.beton.model.connection.Taxonomy;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.HistoryRecord;
import io.beton.model.event.wire.EventBatchMessage;
import io.beton.model.event.wire.HistoryRecordMessage;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any version wrote to a topic is read by this one, and what this one writes, with more in it, by the one before. */
class GoldenTopicsTest {
    private static final int FIELD_OF_A_LATER_VERSION = 999;
    private static final EventBatch ON_THE_DAY_OF_0_1 = new EventBatch(
            new ConnectionId("con_94acf51e82594c098689bb780fbcf6af"),
            Subject.group("organization"),
            42,
            EventBatch.NOT_SAID,
            List.of(new EventBatch.Event(
                    new SubjectId("org_live_8"),
                    1_795_681_001_677_549L,
                    1_795_681_001_677_589L,
                    UUID.fromString("c0cf25f6-3812-4a17-a3b2-682028464c41"),
                    Set.of(new SelectorId("f2cd08ca76d232db")))),
            List.of(),
            Map.of(),
            List.of());
    private static final Map<Topics.Topic, Class<?>> JSON = Map.of(
            Topics.CONNECTIONS, ConnectionFacts.class,
            Topics.TAXONOMY, Taxonomy.class,
            Topics.HYPOTHESES, Hypothesis.class,
            Topics.HISTORY_REQUESTS, HistoryRequest.class,
            Topics.BACKTEST_PARTIALS, PartialCounts.class,
            Topics.BACKTESTS, BacktestResult.class,
            Topics.SEARCH_SCORES, SearchScores.class,
            Topics.SIGNALS, Signal.class);

    static Stream<Topics.Topic> topics() {
        return Topics.all().stream();
    }

    static Stream<Golden> json() {
        return JSON.keySet().stream().flatMap(topic -> Golden.of(topic.name()).stream());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTopicHasMessagesOfTheFirstVersion(Topics.Topic topic) {
        assertThat(Golden.of(topic.name()))
                .extracting(Golden::version)
                .as("run GoldenCapture once, see deploy/operations/upgrade.md")
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("json")
    void nothingOfItIsLost(Golden golden) {
        assertThat(golden.lostBy(read(golden, golden.text()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("json")
    void whatALaterVersionSaysBesidesIsPassedOver(Golden golden) {
        assertThat(read(golden, golden.textOfALaterVersion())).isEqualTo(read(golden, golden.text()));
    }

    @Test
    void aFormOfAClaimThatIsNotKnownIsRefused() {
        // Given
        String known = Golden.of(Topics.HYPOTHESES.name()).get(0).text();
        // When
        String changed = known.replaceFirst("\"condition\":\\{", "\"condition\":{\"only_if\":1,");
        // Then
        assertThat(changed).isNotEqualTo(known);
        assertThatThrownBy(() -> Json.read(changed, Hypothesis.class)).hasMessageContaining("only_if");
    }

    @Test
    void eventsAreReadWhole() throws InvalidProtocolBufferException {
        List<Golden> all = Golden.of(Topics.EVENTS.name());
        for (Golden golden : all) {
            EventBatch read = EventCodec.readBatch(golden.value());
            EventBatchMessage message = EventBatchMessage.parseFrom(golden.value());
            assertThat(read.events()).hasSize(message.getEventSubjectCount());
            assertThat(read.hypothesesOffset()).isEqualTo(message.getHypothesesOffset());
            assertThat(read.arrivedUntil()).isEqualTo(message.getArrivedUntil());
            assertThat(EventCodec.readBatch(later(golden.value()))).isEqualTo(read);
        }
        assertThat(all)
                .extracting(golden -> EventCodec.readBatch(golden.value()))
                .contains(ON_THE_DAY_OF_0_1);
    }

    @Test
    void historiesAreReadWhole() throws InvalidProtocolBufferException {
        for (Golden golden : Golden.of(Topics.HISTORY.name())) {
            HistoryRecord read = EventCodec.readHistory(golden.value());
            HistoryRecordMessage message = HistoryRecordMessage.parseFrom(golden.value());
            assertThat(read.requestId().value()).isEqualTo(message.getRequestId());
            assertThat(read.sequence()).isEqualTo(message.getSequence());
            if (read instanceof HistoryRecord.Batch batch) {
                assertThat(batch.events().events()).isEqualTo(message.getBatch().getEventSubjectCount());
            } else if (read instanceof HistoryRecord.End end) {
                assertThat(end.batches()).isEqualTo(message.getEnd().getBatches());
                assertThat(end.events()).isEqualTo(message.getEnd().getEvents());
            }
            assertThat(EventCodec.readHistory(later(golden.value()))).isEqualTo(read);
        }
    }

    private static Object read(Golden golden, String text) {
        Topics.Topic topic = JSON.keySet().stream()
                .filter(each -> each.name().equals(golden.what()))
                .findFirst()
                .orElseThrow();
        return Json.read(text, JSON.get(topic));
    }

    /** With a field more, as a later version may write it. */
    private static byte[] later(byte[] value) {
        byte[] more = UnknownFieldSet.newBuilder()
                .addField(
                        FIELD_OF_A_LATER_VERSION,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("something"))
                                .build())
                .build()
                .toByteArray();
        byte[] both = new byte[value.length + more.length];
        System.arraycopy(value, 0, both, 0, value.length);
        System.arraycopy(more, 0, both, value.length, more.length);
        return both;
    }
}
