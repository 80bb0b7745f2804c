package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Selector;
import io.beton.model.id.SubjectId;
import io.beton.servers.QuarkusServers;
import io.beton.standin.fault.Fault;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableBean;
import io.quarkus.arc.InjectableContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What polls read again is published once, whatever copies, instances and merges there are; a slow one delays nobody. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class PollRepeatIT extends PolledConnection {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @BeforeEach
    void goLive() {
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
    }

    /** Pages have three rows here. */
    @Test
    void copiesOnSeveralPagesAreOneEvent() throws SQLException {
        // Given
        Events copied = Events.event(invited.event(), "p" + own, now.minusSeconds(60));
        for (int arrival = 0; arrival < 4; arrival++) {
            ObjectNode copy =
                    copied.createdAt(now.minusSeconds(50 - 10 * arrival)).made();
            ObjectNode others = Events.event(invited.event(), "q" + own, now.minusSeconds(60))
                    .createdAt(now.minusSeconds(50 - 10 * arrival))
                    .made();
            StandInServer.capture(List.of(copy.deepCopy(), copy.deepCopy(), others));
        }
        UUID uuid = Events.uuid(copied.made());

        // When
        poll();
        poll();

        // Then
        tail.until(seen -> uuids(seen).size() == 5);
        List<EventBatch.Event> published = events();
        assertThat(published).extracting(EventBatch.Event::uuid).doesNotHaveDuplicates();
        assertThat(published.stream().filter(event -> event.uuid().equals(uuid)))
                .extracting(event -> event.createdAt() - event.timestamp())
                .containsExactly(10_000_000L);
    }

    /** Whatever the instance, since what was published stands beside the cursor. */
    @Test
    void anotherInstancePublishesNothingOfTheOverlapTwice() throws SQLException {
        // Given
        ObjectNode first =
                Events.event(invited.event(), "p" + own, now.minusSeconds(60)).made();
        StandInServer.capture(List.of(first));
        poll();
        ObjectNode next =
                Events.event(invited.event(), "p" + own, now.minusSeconds(30)).made();

        // When
        int anew = makeAnew("ConnectionPoller", "LiveBatches", "CursorStore", "PageFetcher");
        StandInServer.capture(List.of(next));
        poll();

        // Then
        assertThat(anew).isEqualTo(4);
        tail.until(seen -> uuids(seen).contains(Events.uuid(next)));
        assertThat(published(tail.seen())).containsExactly(Events.uuid(first), Events.uuid(next));
    }

    @Test
    void whatIsReadIsPublishedOrRepeated() throws SQLException {
        // Given
        StandInServer.capture(List.of(
                Events.event(invited.event(), "p" + own, now.minusSeconds(60)).made()));
        double repeated = Metrics.count("beton_events_repeated_total");

        // When
        poll();
        poll();

        // Then
        assertThat(Metrics.count("beton_events_repeated_total")).isGreaterThan(repeated);
        assertThat(Metrics.count("beton_events_read_total"))
                .isEqualTo(
                        Metrics.count("beton_events_published_total") + Metrics.count("beton_events_repeated_total"));
    }

    /** The subject that was read last has the later events; what is still in the overlap is published again for it. */
    @Test
    void afterAMergeEventsAreOfThePersonThatIsLeft() throws SQLException {
        // Given
        ObjectNode known = Events.event(invited.event(), "known" + own, now.minusSeconds(70))
                .made();
        ObjectNode before = Events.event(invited.event(), "anonymous" + own, now.minusSeconds(60))
                .made();
        StandInServer.capture(List.of(known, before));
        poll();
        tail.until(seen -> uuids(seen).size() == 2);
        SubjectId left = subjectsOf(known).get(0);
        SubjectId merged = subjectsOf(before).get(0);
        ObjectNode after = Events.event(invited.event(), "anonymous" + own, now.minusSeconds(20))
                .made();

        // When
        StandInServer.capture(List.of(
                Events.event("$identify", "known" + own, now.minusSeconds(40))
                        .with("$anon_distinct_id", "anonymous" + own)
                        .made(),
                after));
        poll();
        poll();

        // Then
        tail.until(seen -> uuids(seen).contains(Events.uuid(after)));
        assertThat(merged).isNotEqualTo(left);
        assertThat(subjectsOf(known)).containsExactly(left);
        assertThat(subjectsOf(before)).containsExactly(merged, left);
        assertThat(subjectsOf(after)).containsExactly(left);
    }

    @Test
    void aSlowConnectionDelaysNoOther() throws SQLException {
        // Given
        long stays = cursor();
        String slow = connection;
        StandInServer.faults(Fault.delaying(Duration.ofMinutes(1)));
        Api.post("/" + slow + "/sync");
        await().atMost(TopicTail.PATIENCE).until(() -> StandInServer.faultsToCome() == 0);
        connection = connectedAndPolled();
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));

        // When
        poll();

        // Then
        Api.delete(connection);
        connection = slow;
        assertThat(cursor()).isEqualTo(stays);
        StandInServer.clearFaults();
    }

    private List<EventBatch.Event> events() {
        return batches(tail.seen()).stream()
                .flatMap(batch -> batch.events().stream())
                .toList();
    }

    /** In the order in which it was published for them. */
    private List<SubjectId> subjectsOf(ObjectNode event) {
        return events().stream()
                .filter(published -> published.uuid().equals(Events.uuid(event)))
                .map(EventBatch.Event::subject)
                .toList();
    }

    /** Has new instances of these made where they are next needed, as another process has them; returns of how many. */
    private static int makeAnew(String... classes) {
        InjectableContext context = Arc.container().getActiveContext(ApplicationScoped.class);
        List<InjectableBean<?>> made = context.getState().getContextualInstances().keySet().stream()
                .filter(bean -> List.of(classes).contains(bean.getBeanClass().getSimpleName()))
                .toList();
        made.forEach(context::destroy);
        return made.size();
    }
}
