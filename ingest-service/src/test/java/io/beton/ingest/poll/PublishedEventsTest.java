package io.beton.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.SelectorId;
import io.beton.model.id.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PublishedEventsTest {
    private static final SelectorId PAID = new SelectorId("sel_paid");
    private static final SelectorId INVITED = new SelectorId("sel_invited");
    private final PublishedEvents published = new PublishedEvents();
    private final EventBatch.Event event = event(new UUID(1, 1), "ann", 10, 20, PAID);

    @Test
    void anEventIsNewOnce() {
        // When
        List<EventBatch.Event> first = published.add(List.of(event, event));
        published.beginPass();
        List<EventBatch.Event> second = published.add(List.of(event));

        // Then
        assertThat(first).containsExactly(event);
        assertThat(second).isEmpty();
    }

    @Test
    void aLaterCopyOfAnEventIsNotNewAndAnEarlierOneIs() {
        // Given
        published.add(List.of(event));
        published.beginPass();
        EventBatch.Event earlier = event(event.uuid(), "ann", 10, 19, PAID);
        EventBatch.Event later = event(event.uuid(), "bob", 11, 21, INVITED);

        // When, Then
        assertThat(published.add(List.of(earlier, event, later))).containsExactly(earlier);
        published.beginPass();
        assertThat(published.add(List.of(later))).isEmpty();
    }

    @Test
    void anotherPersonOrAnotherSelectorIsNew() {
        // Given
        published.add(List.of(event));
        EventBatch.Event merged = event(event.uuid(), "bob", 10, 20, PAID);
        EventBatch.Event matchedMore = event(event.uuid(), "bob", 10, 20, PAID, INVITED);

        // When, Then
        published.beginPass();
        assertThat(published.add(List.of(merged, matchedMore))).containsExactly(merged);
        published.beginPass();
        assertThat(published.add(List.of(matchedMore))).containsExactly(matchedMore);
        published.beginPass();
        assertThat(published.add(List.of(matchedMore))).isEmpty();
    }

    @Test
    void whatWasAddedIsKnownWhereItIsRestored() {
        // Given
        EventBatch.Event next = event(new UUID(1, 2), "ann", 10, 30, PAID);
        EventBatch.Event last = event(new UUID(1, 3), "ann", 10, 31, INVITED, PAID);
        published.add(List.of(event, next, last));

        // When
        PublishedEvents.Added added = published.added(30).orElseThrow();
        PublishedEvents restored = new PublishedEvents();
        restored.restore(added.events());

        // Then
        assertThat(added.latest()).isEqualTo(31);
        assertThat(added.events()).hasSize(80);
        assertThat(restored.add(List.of(event, next, last))).containsExactly(event);
        assertThat(restored.added(30)).isEmpty();
    }

    @Test
    void memoryIsBounded() {
        // Given
        List<EventBatch.Event> many = new ArrayList<>();
        for (int i = 0; i <= PublishedEvents.MOST; i++) {
            many.add(event(new UUID(2, i), "ann", i, i, PAID));
        }

        // When
        published.add(many);

        // Then
        assertThat(published.add(List.of(many.get(many.size() - 1)))).isEmpty();
        assertThat(published.add(List.of(many.get(0)))).hasSize(1);
    }

    private static EventBatch.Event event(
            UUID uuid, String person, long timestamp, long createdAt, SelectorId... matched) {
        return new EventBatch.Event(new SubjectId(person), timestamp, createdAt, uuid, Set.of(matched));
    }
}
