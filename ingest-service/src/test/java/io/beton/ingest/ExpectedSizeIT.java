package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.HistoryRecord;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A history is counted before it is read: every batch tells how much the whole will be, and too much is not read. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class ExpectedSizeIT extends AskedHistory {
    private static final int EVENTS = 40;
    /** More than the budget of the tests lets be read. */
    private static final int TOO_MANY = 11_000;
    /** Of a window in which no other test has events. */
    private static final Instant LONG_AGO = Instant.parse("2024-03-31T00:00:00Z");

    @Test
    void theSourceIsCountedBeforeItIsRead() {
        // Given
        captured(EVENTS, START);

        // When
        History history = ask(Purpose.BACKTEST, claim());

        // Then: partitions get equal shares
        history.assertWhole();
        assertThat(history.expected())
                .isNotEmpty()
                .allSatisfy(
                        expected -> assertThat(expected).isEqualTo(new HistoryRecord.Expected(EVENTS / PARTITIONS, 3)));
    }

    @Test
    void aWindowThatIsTooMuchToCountIsCountedInParts() {
        // Given
        captured(EVENTS, START);
        int from = StandInServer.requests();

        // When
        History history = ask(
                Purpose.BACKTEST, claim(), () -> StandInServer.faults(StandInServer.TOO_LONG, StandInServer.TOO_LONG));

        // Then: the whole, its half, and what is left after two failures
        history.assertWhole();
        assertThat(history.expected())
                .isNotEmpty()
                .allSatisfy(expected -> assertThat(expected.events()).isEqualTo(EVENTS / PARTITIONS));
        assertThat(queriesFrom(from).get("beton_size_backtest")).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whatIsAboveTheBudgetIsRefusedBeforeAnyOfItIsRead() {
        // Given
        captured(TOO_MANY, LONG_AGO.minus(Claims.WINDOW_DAYS, ChronoUnit.DAYS));
        String connection = Api.connectedAndRead();
        int from = StandInServer.requests();

        // When
        publish(Claims.request(id, connection, Purpose.BACKTEST, LONG_AGO, claim()));
        History history = await(id);

        // Then
        assertThat(history.ends())
                .hasSize(PARTITIONS)
                .allSatisfy(end -> assertThat(end.failure().orElseThrow())
                        .startsWith("it would be too much to read: 11,000 events of 30 days would take about ")
                        .contains("2,000 is the most (beton.ingest.history.max-queries)")
                        .contains("Ask for a shorter window"));
        assertThat(history.batches()).isEmpty();
        assertThat(queriesFrom(from)).isEqualTo(Map.of("beton_size_backtest", 1L));
        Awaitility.await()
                .atMost(TopicTail.PATIENCE)
                .untilAsserted(() -> Api.get("/" + connection + "/histories")
                        .then()
                        .body("items[0].request_id", is(id))
                        .body("items[0].state", is("failed"))
                        .body("items[0].estimate.events", is(TOO_MANY))
                        .body("items[0].estimate.cost.queries", greaterThan(2_000))
                        .body("items[0].spent.queries", is(1))
                        .body("items[0].failure", startsWith("it would be too much to read")));
    }

    private void captured(int events, Instant from) {
        List<ObjectNode> captured = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            captured.add(Events.event("sized" + own, "p" + i % 10 + own, from.plus(i % 700, ChronoUnit.HOURS))
                    .made());
        }
        StandInServer.capture(captured);
    }

    private Claim claim() {
        return Claims.claim(
                Optional.of(Selector.of("sized" + own)),
                Selector.of("paid" + own),
                List.of(Selector.of("sized" + own)));
    }

    /** Of histories, by what they were called. */
    private static Map<String, Long> queriesFrom(int request) {
        return StandInServer.requestsFrom(request).stream()
                .flatMap(received -> received.queryName().stream())
                .filter(name -> name.endsWith("_backtest"))
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    }
}
