package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** One trace leads from a poll to a delivery, and one from a request for a backtest to its report. */
abstract class TraceContract extends WholeSystem {
    private static final List<String> FROM_DELIVERY_TO_POLL =
            List.of("deliver to webhook", "create beton.signals", "send beton.events", "poll");

    @Test
    @Order(12)
    void oneTraceLeadsFromThePollToTheDelivery() {
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(pathsOf("deliver to webhook")).contains(FROM_DELIVERY_TO_POLL));
        Set<String> traces = spans.spans().stream()
                .filter(span -> names(span).equals(FROM_DELIVERY_TO_POLL))
                .map(SpanReceiver.Span::trace)
                .collect(Collectors.toSet());

        assertThat(product.published())
                .allSatisfy(record -> assertThat(header(record, "ce_traceparent"))
                        .isEqualTo(header(record, "traceparent"))
                        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"))
                .anySatisfy(record -> assertThat(traces)
                        .contains(header(record, "traceparent").substring(3, 35)));
        assertThat(spans.spans())
                .filteredOn(span -> traces.contains(span.trace()))
                .extracting(SpanReceiver.Span::name)
                .contains("query beton_poll", "process beton.events");
    }

    @Test
    @Order(13)
    void oneTraceLeadsFromARequestToItsReport() {
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(pathsOf("send beton.backtests"))
                        .contains(List.of(
                                "send beton.backtests",
                                "send beton.backtest-partials",
                                "read history",
                                "POST /api/v1/hypotheses/{id}/backtest")));
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(pathsOf("process beton.backtests")).anyMatch(path -> path.contains("read history")));
    }

    @Test
    @Order(14)
    void everyAttributeOfOursStandsInTheReference() throws IOException {
        Set<String> documented = Reference.keys("## Attributes");

        assertThat(spans.spans().stream()
                        .filter(span -> !span.attributes().contains("http.request.method"))
                        .flatMap(span -> span.attributes().stream())
                        .collect(Collectors.toSet()))
                .contains("connection", "hypothesis", "signal", "sink", "attempt", "request")
                .isSubsetOf(documented);
    }

    @Test
    @Order(15)
    void inAContainerEveryLineOfTheLogIsJsonOfTheDocumentedKeys() throws IOException {
        for (String service : List.of("ingest", "router")) {
            String log = system.child(service).text();
            assertThat(JsonLog.keys(log)).as(service).isSubsetOf(Reference.members());
            assertThat(JsonLog.lines(log))
                    .allMatch(line -> line.path("service").asText().equals(service + "-service"));
        }
        assertThat(JsonLog.lines(system.child("ingest").text()))
                .anyMatch(line -> line.path("level").asText().equals("DEBUG"));
        assertThat(JsonLog.lines(system.child("router").text())).anySatisfy(line -> {
            assertThat(line.path("message").asText()).isEqualTo("signal delivered");
            assertThat(line.path("attempt").asInt()).isEqualTo(1);
            assertThat(line.path("traceId").asText()).hasSize(32);
            assertThat(product.listedSignals())
                    .extracting(signal -> signal.signalId().value())
                    .contains(line.path("signal").asText());
        });
    }

    private List<List<String>> pathsOf(String name) {
        return spans.spans().stream()
                .filter(span -> span.name().equals(name))
                .map(this::names)
                .toList();
    }

    private List<String> names(SpanReceiver.Span span) {
        return spans.path(span).stream().map(SpanReceiver.Span::name).toList();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
    }
}
