package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.HistoryRecord;
import io.beton.model.hypothesis.Selector;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every batch of a history tells how much the whole will be, so that a reader can plan. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class ExpectedSizeIT extends AskedHistory {
    private static final int EVENTS = 40;

    @Test
    void theSourceIsCountedBeforeItIsRead() {
        // Given
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(Events.event("sized" + own, "p" + i % 10 + own, START.plus(i, ChronoUnit.HOURS))
                    .made());
        }
        StandInServer.capture(events);

        // When
        History history = ask(
                Purpose.BACKTEST,
                Claims.claim(
                        Optional.of(Selector.of("sized" + own)),
                        Selector.of("paid" + own),
                        List.of(Selector.of("sized" + own))));

        // Then: partitions get equal shares
        history.assertWhole();
        assertThat(history.expected())
                .isNotEmpty()
                .allSatisfy(
                        expected -> assertThat(expected).isEqualTo(new HistoryRecord.Expected(EVENTS / PARTITIONS, 3)));
    }
}
