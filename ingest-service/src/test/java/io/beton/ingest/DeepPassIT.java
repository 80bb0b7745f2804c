package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Selector;
import io.beton.servers.QuarkusServers;
import io.beton.standin.http.ReceivedRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What came later than polls look for it is found by the deep pass, once. */
@QuarkusTest
@TestProfile(WholePages.class)
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class DeepPassIT extends PolledConnection {
    private static final String COUNT = "beton_poll_late_count";
    private static final String READ = "beton_poll_late";

    @Test
    void anEventOfTwentyDaysAgoIsLeftOutByPollsAndPublishedByTheDeepPass() throws SQLException {
        // Given
        live(lookingBack(30, Optional.of(invited)));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        ObjectNode onTime =
                Events.event(invited.event(), "p" + own, now.minusSeconds(20)).made();
        StandInServer.capture(List.of(onTime));
        poll();
        int asked = StandInServer.requests();

        // When
        ObjectNode late = late(invited, 20);
        StandInServer.capture(List.of(late));

        // Then
        tail.until(seen -> uuids(seen).equals(Set.of(Events.uuid(onTime), Events.uuid(late))));
        awaitCounts(3);
        List<ReceivedRequest> reads = ofLate(asked, READ);
        poll();
        awaitCounts(3);
        assertThat(reads).hasSize(1);
        assertThat(reads.get(0).hogql().orElseThrow()).contains("toIntervalSecond");
        assertThat(ofLate(asked, READ)).hasSize(1);
        assertThat(published(tail.seen())).containsExactlyInAnyOrder(Events.uuid(onTime), Events.uuid(late));
    }

    @Test
    void anotherEventOfThatDayIsReadWithoutThoseBeforeIt() throws SQLException {
        // Given
        live(lookingBack(30, Optional.of(invited)));
        ObjectNode late = late(invited, 20);
        StandInServer.capture(List.of(late));
        tail.until(seen -> uuids(seen).contains(Events.uuid(late)));
        awaitCounts(2);

        // When
        ObjectNode other = late(invited, 20);
        StandInServer.capture(List.of(other));

        // Then
        tail.until(seen -> uuids(seen).contains(Events.uuid(other)));
        awaitCounts(2);
        assertThat(published(tail.seen())).containsExactly(Events.uuid(late), Events.uuid(other));
    }

    @Test
    void activityThatCameLateComesBeforeItsEvents() {
        // Given
        live(lookingBack(30, Optional.empty()));

        // When
        ObjectNode late = late(invited, 20);
        StandInServer.capture(List.of(late));

        // Then
        tail.until(seen -> uuids(seen).contains(Events.uuid(late)));
        assertThat(batches(tail.seen()).stream()
                        .flatMap(batch -> batch.activity().stream())
                        .map(day -> day.first() / 1_000_000))
                .contains(Instant.parse(late.path("timestamp").asText()).getEpochSecond());
    }

    /** Also where the hypotheses have changed, and with them all counts. */
    @Test
    void whatCameBeforeTheLastDeepPassIsCountedAndNotRead() {
        // Given
        Instant before = Instant.now().minus(30, ChronoUnit.MINUTES);
        StandInServer.capture(List.of(Events.event(invited.event(), "p" + own, before.minus(20, ChronoUnit.DAYS))
                .createdAt(before)
                .made()));
        int asked = StandInServer.requests();

        // When
        live(lookingBack(30, Optional.of(invited)));
        awaitCounts(2);
        publish(Claims.live("hyp_other" + own.trim(), connection, lookingBack(25, Optional.of(invited))));
        awaitCounts(2);

        // Then
        assertThat(ofLate(asked, READ)).isEmpty();
        assertThat(published(tail.seen())).isEmpty();
    }

    @Test
    void nobodyLooksFurtherBackThanAHypothesisNeeds() {
        // Given
        live(lookingBack(10, Optional.of(invited)));
        ObjectNode needed = late(invited, 9);

        // When
        StandInServer.capture(List.of(late(invited, 20), needed));

        // Then
        tail.until(seen -> !uuids(seen).isEmpty());
        awaitCounts(2);
        assertThat(published(tail.seen())).containsExactly(Events.uuid(needed));
    }

    private Claim lookingBack(int days, Optional<Selector> anchor) {
        Claim claim = Claims.claim(anchor, Selector.of("paid" + own), List.of(invited));
        return new Claim(claim.subject(), claim.condition(), new Design.Anchored(anchor, days), claim.outcome());
    }

    private ObjectNode late(Selector selector, int days) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return Events.event(selector.event(), "p" + own, now.minus(days, ChronoUnit.DAYS))
                .createdAt(now)
                .made();
    }

    /** Waits until late events have been counted so many times more, of this test's connection. */
    private void awaitCounts(int more) {
        int asked = StandInServer.requests();
        await().atMost(TopicTail.PATIENCE).until(() -> ofLate(asked, COUNT).size() >= more);
    }

    private List<ReceivedRequest> ofLate(int from, String name) {
        return StandInServer.requestsFrom(from).stream()
                .filter(request -> request.queryName().filter(name::equals).isPresent())
                .toList();
    }
}
