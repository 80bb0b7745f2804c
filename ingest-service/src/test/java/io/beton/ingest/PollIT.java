package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.event.SubjectBucket;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Selector;
import io.beton.model.match.Times;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Live polls publish what live hypotheses need, once: late events, equal times on a page's edge, copies, overlaps. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class PollIT extends PolledConnection {
    @Test
    void everyEventThatALiveHypothesisNeedsIsPublished() {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<ObjectNode> needed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            // all of one time of arrival, on four pages
            needed.add(Events.event(invited.event(), "p" + i + own, now.minusSeconds(60 - i))
                    .createdAt(now.minusSeconds(30))
                    .made());
        }
        needed.add(Events.event(invited.event(), "late" + own, now.minus(2, ChronoUnit.DAYS))
                .createdAt(now.minusSeconds(20))
                .made());
        StandInServer.capture(needed);
        StandInServer.capture(List.of(
                Events.event(invited.event(), "ancient" + own, now.minus(9, ChronoUnit.DAYS))
                        .createdAt(now.minusSeconds(20))
                        .made(),
                Events.event("paid" + own, "p1" + own, now.minusSeconds(20)).made()));

        // When
        Api.post("/" + connection + "/sync");

        // Then
        Set<UUID> expected = needed.stream().map(Events::uuid).collect(Collectors.toSet());
        tail.until(seen -> uuids(seen).equals(expected));
        batches(tail.seen()).forEach((batch) -> {
            assertThat(batch.hypothesesOffset()).isNotNegative();
            assertThat(batch.events())
                    .allSatisfy(event -> assertThat(event.matched()).containsExactly(invited.id()));
            assertThat(batch.activity()).isEmpty();
        });
        assertThat(tail.seen())
                .allSatisfy(record -> assertThat(
                                EventCodec.readBatch(record.value()).events())
                        .allSatisfy(event -> assertThat(SubjectBucket.of(event.subject(), PARTITIONS))
                                .isEqualTo(record.partition())));
    }

    @Test
    void whatThePollsReadTwiceIsPublishedOnce() {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Events twice = Events.event(invited.event(), "p" + own, now.minusSeconds(60));
        ObjectNode first = twice.createdAt(now.minusSeconds(50)).made().deepCopy();
        ObjectNode copy = twice.createdAt(now.minusSeconds(40)).made();
        StandInServer.capture(List.of(first, copy));
        Api.post("/" + connection + "/sync");
        tail.until(seen -> uuids(seen).contains(Events.uuid(first)));
        ObjectNode next =
                Events.event(invited.event(), "p" + own, now.minusSeconds(30)).made();

        // When
        StandInServer.capture(List.of(next));
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> uuids(seen).contains(Events.uuid(next)));
        assertThat(published(tail.seen())).containsExactly(Events.uuid(first), Events.uuid(next));
    }

    /** It hears of them with an offset of the hypotheses at which it is known. */
    @Test
    void aNewHypothesisHearsOfTheEventsInTheOverlap() {
        // Given
        Claim claim = Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited));
        live(claim);
        ObjectNode event = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(9))
                .made();
        StandInServer.capture(List.of(event));
        Api.post("/" + connection + "/sync");
        tail.until(seen -> uuids(seen).contains(Events.uuid(event)));

        // When
        publish(Claims.live("hyp_other" + own.trim(), connection, claim));
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> published(seen).equals(List.of(Events.uuid(event), Events.uuid(event))));
        List<EventBatch> batches = batches(tail.seen()).stream()
                .filter(batch -> !batch.events().isEmpty())
                .toList();
        assertThat(batches.get(1).hypothesesOffset())
                .isGreaterThan(batches.get(0).hypothesesOffset());
    }

    /** On every partition, and behind what the poll read; an earlier poll may have said it before. */
    @Test
    void aPollSaysUpToWhenEverythingIsPublished() {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        Instant arrived = Instant.now().minusSeconds(9).truncatedTo(ChronoUnit.MICROS);
        ObjectNode event = Events.event(invited.event(), "p" + own, arrived.minusSeconds(30))
                .createdAt(arrived)
                .made();
        StandInServer.capture(List.of(event));

        // When
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> saidBehind(Events.uuid(event), seen).size() == PARTITIONS);
        assertThat(saidBehind(Events.uuid(event), tail.seen()))
                .allSatisfy(until ->
                        assertThat(until).isBetween(Times.micros(arrived) - Times.HOUR, Times.micros(Instant.now())));
    }

    /** What each partition says in the poll that published an event; nothing where it has not said it yet. */
    private List<Long> saidBehind(UUID event, List<ConsumerRecord<String, byte[]>> seen) {
        for (int i = 0; i < seen.size(); i++) {
            if (uuids(seen.subList(i, i + 1)).contains(event)) {
                int earlier = said(seen.subList(0, i), seen.get(i).partition()).size();
                return IntStream.range(0, PARTITIONS)
                        .boxed()
                        .flatMap(partition ->
                                said(seen, partition).stream().skip(earlier).limit(1))
                        .toList();
            }
        }
        return List.of();
    }

    private List<Long> said(List<ConsumerRecord<String, byte[]>> seen, int partition) {
        return batches(seen.stream()
                        .filter(record -> record.partition() == partition)
                        .toList())
                .stream()
                .map(EventBatch::arrivedUntil)
                .filter(time -> time != EventBatch.NOT_SAID)
                .toList();
    }

    @Test
    void withoutALiveHypothesisNothingIsAskedButTheCursorMoves() throws SQLException {
        // Given
        Claim claim = Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited));
        publish(Claims.hypothesis("hyp" + own.trim(), connection, claim, HypothesisState.SCORED));
        long before = cursor();
        int asked = StandInServer.requests();

        // When
        Api.post("/" + connection + "/sync");

        // Then
        await().atMost(TopicTail.PATIENCE).until(() -> cursor() > before);
        assertThat(StandInServer.requestsFrom(asked))
                .noneSatisfy(request -> assertThat(request.queryName()).contains("beton_poll"));
    }

    @Test
    void anEventThatBecomesVisibleAfterItsTimeIsFoundWithinTheOverlap() throws SQLException {
        // Given
        live(Claims.claim(Optional.of(invited), Selector.of("paid" + own), List.of(invited)));
        long before = cursor();
        Api.post("/" + connection + "/sync");
        await().atMost(TopicTail.PATIENCE).until(() -> cursor() > before);
        ObjectNode delayed = Events.event(
                        invited.event(), "p" + own, Instant.now().minusSeconds(300))
                .createdAt(Instant.now().minusSeconds(200))
                .made();

        // When
        StandInServer.capture(List.of(delayed));
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> uuids(seen).equals(Set.of(Events.uuid(delayed))));
    }

    @Test
    void activityComesWhereAClaimStartsAtTheFirstSight() {
        // Given
        live(Claims.claim(Optional.empty(), Selector.of("paid" + own), List.of(invited)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        StandInServer.capture(List.of(
                Events.event("opened" + own, "p" + own, now.minusSeconds(50)).made(),
                Events.event(invited.event(), "p" + own, now.minusSeconds(40)).made()));

        // When
        Api.post("/" + connection + "/sync");

        // Then
        tail.until(seen -> !uuids(seen).isEmpty());
        List<EventBatch> batches = batches(tail.seen());
        var subject = batches.stream()
                .flatMap(batch -> batch.events().stream())
                .findFirst()
                .orElseThrow()
                .subject();
        assertThat(batches.stream().flatMap(batch -> batch.activity().stream()))
                .anySatisfy(activity -> assertThat(activity.subject()).isEqualTo(subject));
        assertThat(batches).anySatisfy(batch -> assertThat(batch.born()).containsKey(subject));
    }
}
