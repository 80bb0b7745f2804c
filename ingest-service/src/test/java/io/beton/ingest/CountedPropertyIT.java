package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Of a property whose values are told apart a hash crosses the wire, and only where a condition needs it. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class CountedPropertyIT extends AskedHistory {

    @Test
    void equalTextsHaveEqualHashesAndMissingOnesNone() {
        // Given
        List<Object> values = new ArrayList<>(List.of("x", "y", "x", 5, "5", 5.0, "", true, "true"));
        values.add(null);
        List<ObjectNode> events = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            events.add(Events.event("asked" + own, "p" + own, START.plusSeconds(i))
                    .with("plan", values.get(i))
                    .made());
        }
        ObjectNode other = Events.event("other" + own, "p" + own, START.plusSeconds(99))
                .with("plan", "x")
                .made();
        events.add(other);
        StandInServer.capture(events);
        Selector asked = Selector.of("asked" + own);
        Condition condition = new Condition.AllOf(
                List.of(new Distinct.Values(asked, "plan", 2), new Condition.Count(Selector.of("other" + own), 1)));

        // When
        History history = ask(Purpose.BACKTEST, claim(condition, new Design.Anchored(Optional.of(asked), 7)));

        // Then
        Map<UUID, Map<String, Long>> read =
                history.events().stream().collect(Collectors.toMap(EventBatch.Event::uuid, EventBatch.Event::values));
        List<Optional<Long>> hashes = events.stream()
                .map(event -> Optional.ofNullable(read.get(Events.uuid(event)).get("plan")))
                .toList();
        assertThat(hashes.get(0)).isPresent().isEqualTo(hashes.get(2)).isNotEqualTo(hashes.get(1));
        assertThat(hashes.get(3)).isPresent().isEqualTo(hashes.get(4)).isEqualTo(hashes.get(5));
        assertThat(hashes.get(7)).isPresent().isEqualTo(hashes.get(8));
        assertThat(hashes.get(6)).isEmpty();
        assertThat(hashes.get(9)).isEmpty();
        assertThat(read.get(Events.uuid(other))).isEmpty();
        history.assertWhole();
    }

    @Test
    void theFirstSessionIsThatOfTheFirstCountedEventOfADay() {
        // Given
        Selector walked = Selector.of("walked" + own);
        ObjectNode first = Events.event("walked" + own, "s" + own, START.plusSeconds(10))
                .with(CountedProperty.SESSION, "one")
                .made();
        StandInServer.capture(List.of(
                Events.event("$autocapture", "s" + own, START.plusSeconds(5))
                        .with(CountedProperty.SESSION, "none")
                        .made(),
                first,
                Events.event("walked" + own, "s" + own, START.plusSeconds(20))
                        .with(CountedProperty.SESSION, "two")
                        .made(),
                Events.event("walked" + own, "s" + own, START.plusSeconds(3 * 86_400))
                        .made()));

        // When
        History history =
                ask(Purpose.BACKTEST, claim(new Condition.Count(walked, 1), new Design.FirstSession(Optional.empty())));

        // Then
        EventBatch.Event seen = history.events().stream()
                .filter(event -> event.uuid().equals(Events.uuid(first)))
                .findFirst()
                .orElseThrow();
        List<EventBatch.Activity> days = history.batches().stream()
                .flatMap(batch -> batch.activity().stream())
                .filter(activity -> activity.subject().equals(seen.subject()))
                .sorted((one, other) -> Long.compare(one.first(), other.first()))
                .toList();
        assertThat(days).hasSize(2);
        assertThat(days.get(0).firstSession())
                .isEqualTo(seen.values().get(CountedProperty.SESSION))
                .isNotZero();
        assertThat(days.get(1).firstSession()).isZero();
    }

    private Claim claim(Condition condition, Design design) {
        return new Claim(Subject.PERSON, condition, design, Outcome.of(Selector.of("paid" + own), 7));
    }
}
