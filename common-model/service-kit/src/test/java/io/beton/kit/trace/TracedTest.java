package io.beton.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Traces from record to record, and that there is nothing of them while tracing is off. */
final class TracedTest {
    private static final String FOREIGN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void whileItIsOffWorkIsDoneAndNothingIsWritten() {
        ProducerRecord<String, byte[]> record = sent();

        int done = Traced.work("poll").about("connection", "con_1").get(() -> {
            TracedRecords.stamp(record);
            return 1;
        });

        assertThat(done).isEqualTo(1);
        assertThat(record.headers()).isEmpty();
        assertThat(TracedRecords.stamped(Map.of())).isEmpty();
        assertThat(TracedRecords.creating("topic", Cause.NONE).done()).isEqualTo(Cause.NONE);
        assertThat(Cause.of(read(FOREIGN))).isEqualTo(Cause.NONE);
    }

    @Test
    void oneTraceLeadsFromWhoSendsToWhoReads() {
        try (Spans spans = new Spans()) {
            ProducerRecord<String, byte[]> record = sent();

            // When
            Traced.work("poll")
                    .run(() -> TracedRecords.sending(List.of(record)).run(() -> TracedRecords.stamp(record)));
            TracedRecords.processing(List.of(read(header(record)))).run(() -> Traced.note("result", "ok"));

            // Then
            SpanData sending = spans.named("send topic");
            SpanData processing = spans.named("process topic");
            assertThat(sending.getParentSpanId()).isEqualTo(spans.named("poll").getSpanId());
            assertThat(processing.getTraceId()).isEqualTo(sending.getTraceId());
            assertThat(processing.getParentSpanId()).isEqualTo(sending.getSpanId());
            assertThat(processing.getKind()).isEqualTo(SpanKind.CONSUMER);
            assertThat(attribute(processing, "messaging.system")).isEqualTo("kafka");
            assertThat(attribute(processing, "messaging.destination.name")).isEqualTo("topic");
            assertThat(attribute(processing, "messaging.operation.type")).isEqualTo("process");
            assertThat(attribute(processing, "result")).isEqualTo("ok");
        }
    }

    @Test
    void whatCameOfSeveralTracesLinksToEach() {
        try (Spans spans = new Spans()) {
            Cause first = Traced.work("first").done();
            Cause second = Traced.work("second").done();

            TracedRecords.processing(List.of(read(written(first)), read(written(second)), read(written(second))))
                    .run(() -> TracedRecords.creating("signals", first).done());

            SpanData processing = spans.named("process topic");
            assertThat(processing.getParentSpanContext().isValid()).isFalse();
            assertThat(links(processing)).containsExactly(first, second);
            SpanData creating = spans.named("create signals");
            assertThat(creating.getTraceId()).isEqualTo(spans.named("first").getTraceId());
            assertThat(links(creating)).containsExactly(Cause.of(processing.getSpanContext()));
        }
    }

    @Test
    void whatIsCarriedOnKeepsWhatItCameOf() {
        try (Spans spans = new Spans()) {
            ProducerRecord<String, byte[]> record = sent();
            record.headers().add(Cause.HEADER, FOREIGN.getBytes(StandardCharsets.US_ASCII));

            TracedRecords.sending(List.of(record, sent())).run(() -> TracedRecords.stamp(record));

            assertThat(header(record)).isEqualTo(FOREIGN);
            assertThat(spans.named("send topic").getParentSpanContext().getSpanId())
                    .isEqualTo("00f067aa0ba902b7");
        }
    }

    @Test
    void ofAFailureTheClassAloneIsTold() {
        try (Spans spans = new Spans()) {
            Traced work = Traced.work("poll");

            assertThatThrownBy(() -> work.run(() -> {
                        throw new IllegalStateException("ada@example.com");
                    }))
                    .hasMessage("ada@example.com");

            assertThat(spans.named("poll").getStatus()).isEqualTo(StatusData.error());
            assertThat(attribute(spans.named("poll"), "error.type")).isEqualTo("java.lang.IllegalStateException");
            assertThat(spans.named("poll").toString()).doesNotContain("ada@example.com");
        }
    }

    @Test
    void whatOthersWriteIsNoCauseUnlessItIsOne() {
        try (Spans spans = new Spans()) {
            for (String wrong :
                    List.of("", "00-0", FOREIGN + "-00", FOREIGN.replace('b', 'x'), FOREIGN.toUpperCase())) {
                assertThat(Cause.of(read(wrong))).as(wrong).isEqualTo(Cause.NONE);
            }
            assertThat(Cause.of(read(FOREIGN)).traceparent()).contains(FOREIGN);
            assertThat(Cause.of(new ConsumerRecord<>("topic", 0, 0, "key", new byte[0])))
                    .isEqualTo(Cause.NONE);
            assertThatThrownBy(() -> new Cause(Optional.of("00-0"))).isInstanceOf(IllegalArgumentException.class);
            assertThat(spans.ended()).isEmpty();
        }
    }

    @Test
    void whatStandsBehindTheQuestionMarkIsHidden() {
        try (Spans spans = new Spans()) {
            Traced.work("GET /members").about("url.query", "cursor=ada").done();

            assertThat(attribute(spans.named("GET /members"), "url.query")).isEqualTo("hidden");
        }
    }

    private static String attribute(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static List<Cause> links(SpanData span) {
        return span.getLinks().stream()
                .map(LinkData::getSpanContext)
                .map(Cause::of)
                .toList();
    }

    private static ProducerRecord<String, byte[]> sent() {
        return new ProducerRecord<>("topic", "key", new byte[0]);
    }

    private static ConsumerRecord<String, byte[]> read(String traceparent) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("topic", 0, 0, "key", new byte[0]);
        record.headers().add(Cause.HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    private static String header(ProducerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader(Cause.HEADER).value(), StandardCharsets.US_ASCII);
    }

    private static String written(Cause cause) {
        return cause.traceparent().orElseThrow();
    }
}
