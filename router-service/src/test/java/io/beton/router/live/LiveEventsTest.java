package io.beton.router.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import io.beton.router.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
    private static final SubjectId ANN = new SubjectId("ann");
    private static final Home HOME = new Home(World.CONNECTION, Subject.PERSON);

    @Test
    void whatNobodyJudgedIsUnmatchedHoweverOftenItCame() {
        // Given
        EventBatch.Event fresh = World.event(ANN, "invited", 1);
        EventBatch.Event known = World.event(ANN, "invited", 2);
        EventBatch.Event passedOver = World.event(ANN, "invited", 3);
        List<EventBatch.Event> needed = List.of(fresh, fresh, known, known, passedOver, passedOver);
        LiveEvents events = new LiveEvents();
        // When
        events.take(new EventBatch(World.CONNECTION, -1, needed, List.of(), Map.of(), List.of()), needed);
        // Then
        assertThat(events.counts(Set.of(of(fresh)), Set.of(of(fresh), of(known))))
                .isEqualTo(new LiveEvents.Counts(1, 2, 3));
    }

    private static LiveEvents.Occurrence of(EventBatch.Event event) {
        return new LiveEvents.Occurrence(HOME, event.subject(), event.uuid());
    }
}
