package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Topics;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import io.beton.servers.QuarkusServers;
import io.beton.standin.fault.Fault;
import io.beton.standin.http.ReceivedRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every history request comes to its end: one that fails, one that comes twice, one behind what is none. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class HistoryRequestIT extends AskedHistory {
    @Test
    void whatCannotBeReadEndsWithItsReasonEverywhere() {
        // When
        publish(Claims.request(id, "con_unknown", Purpose.BACKTEST, AS_OF, anyClaim()));

        // Then
        assertThat(await(id).ends())
                .hasSize(PARTITIONS)
                .allSatisfy(end -> assertThat(end.failure().orElseThrow())
                        .isEqualTo("connection con_unknown is unknown, broken or deleted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"request_id\": \"%s is no request", "{\"request_id\": \"%s\"}", "[\"%s\"]"})
    void anUnreadableRequestIsSetAsideAndTheNextIsServed(String form) {
        // Given
        String junk = form.formatted(id);
        publisher.publish(List.of(
                new ProducerRecord<>(Topics.HISTORY_REQUESTS.name(), "junk", junk.getBytes(StandardCharsets.UTF_8))));

        // When
        publish(Claims.request(id, "con_unknown", Purpose.BACKTEST, AS_OF, anyClaim()));

        // Then
        assertThat(await(id).ends()).hasSize(PARTITIONS);
        Letters.assertSetAside(clients, Topics.HISTORY_REQUESTS, junk);
    }

    /** As after a crash before its offset was committed. */
    @Test
    void aRequestThatComesAgainIsServedAgainFromZero() {
        // Given
        StandInServer.capture(List.of(
                Events.event("again" + own, "p1" + own, START.plusSeconds(1)).made(),
                Events.event("again" + own, "p2" + own, START.plusSeconds(2)).made()));
        Selector again = Selector.of("again" + own);
        Claim claim = Claims.claim(Optional.of(again), Selector.of("paid" + own), List.of(again));
        HistoryRequest request = Claims.request(id, Api.connectedAndRead(), Purpose.BACKTEST, AS_OF, claim);

        // When
        publish(request);
        publish(request);

        // Then
        try (TopicTail tail = new TopicTail(clients, Topics.HISTORY.name())) {
            History both = History.of(
                    id, tail.until(seen -> History.of(id, seen).ends().size() == 2 * PARTITIONS));
            both.half(0).assertWhole();
            both.half(1).assertWhole();
            assertThat(both.half(1).events())
                    .containsExactlyInAnyOrderElementsOf(both.half(0).events())
                    .hasSize(2);
        }
    }

    /** As after a crash: what PostHog refused as too much before it is not asked again as it was. */
    @Test
    void whatWasTooMuchIsNotAskedAgainWhenTheRequestComesAgain() {
        // Given
        StandInServer.capture(List.of(
                Events.event("heavy" + own, "p1" + own, START.plusSeconds(1)).made()));
        Selector heavy = Selector.of("heavy" + own);
        Claim claim = Claims.claim(Optional.of(heavy), Selector.of("paid" + own), List.of(heavy));
        HistoryRequest request = Claims.request(id, Api.connectedAndRead(), Purpose.BACKTEST, AS_OF, claim);
        int before = StandInServer.requests();
        StandInServer.faults(StandInServer.TOO_LONG, StandInServer.TOO_LONG);

        // When
        publish(request);
        publish(request);
        try (TopicTail tail = new TopicTail(clients, Topics.HISTORY.name())) {
            tail.until(seen -> History.of(id, seen).ends().size() == 2 * PARTITIONS);
        }

        // Then
        List<ReceivedRequest> asked = StandInServer.requestsFrom(before);
        List<ReceivedRequest> refused =
                asked.stream().filter(one -> one.status() == 504).toList();
        assertThat(refused)
                .hasSize(2)
                .allSatisfy(one -> assertThat(asked)
                        .filteredOn(other -> other.hogql().equals(one.hogql())
                                && other.values().equals(one.values()))
                        .hasSize(1));
    }

    @Test
    void aDeletedConnectionIsReadNoFurther() {
        // Given
        StandInServer.capture(List.of(
                Events.event("gone" + own, "p1" + own, START.plusSeconds(1)).made()));
        Selector gone = Selector.of("gone" + own);
        Claim claim = Claims.claim(Optional.of(gone), Selector.of("paid" + own), List.of(gone));
        String connection = Api.connectedAndRead();
        StandInServer.faults(Fault.delaying(Duration.ofMinutes(1)));

        // When
        publish(Claims.request(id, connection, Purpose.BACKTEST, AS_OF, claim));
        Awaitility.await().atMost(TopicTail.PATIENCE).until(() -> StandInServer.faultsToCome() == 0);
        Api.delete(connection);
        int before = StandInServer.requests();
        StandInServer.clearFaults();
        History history = await(id);

        // Then
        assertThat(history.ends())
                .allSatisfy(end -> assertThat(end.failure().orElseThrow())
                        .contains("connection " + connection + " is unknown, broken or deleted"));
        // the one that was under way
        assertThat(StandInServer.requestsFrom(before)).hasSizeLessThanOrEqualTo(1);
    }

    private Claim anyClaim() {
        return Claims.claim(
                Optional.of(Selector.of("a" + own)), Selector.of("b" + own), List.of(Selector.of("a" + own)));
    }
}
