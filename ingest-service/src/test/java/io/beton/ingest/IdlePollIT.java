package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.event.EventBatch;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.servers.QuarkusServers;
import io.beton.standin.http.ReceivedRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A poll asks at most two questions, however many hypotheses about however many kinds of subject there are. */
@QuarkusTest
@TestProfile(WholePages.class)
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class IdlePollIT extends PolledConnection {
    private static final List<Subject> KINDS = List.of(Subject.PERSON, Subject.group("team"), Subject.group("company"));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50})
    void aPollAsksAtMostTwice(int hypotheses) throws SQLException {
        // Given
        Map<String, String> groups = Map.of("team", "reds" + own, "company", "acme" + own);
        StandInServer.capture(
                List.of(Events.event(invited.event(), "p" + own, Instant.now().minusSeconds(30))
                        .with("$groups", groups)
                        .made()));
        int before = StandInServer.requests();
        hypothesesOfEveryKind(hypotheses);
        poll();
        // a deep pass, which asks for the types of groups before it counts, has asked for them
        await().atMost(TopicTail.PATIENCE)
                .until(() -> hypotheses == 0
                        || StandInServer.requestsFrom(before).stream()
                                .anyMatch(request -> request.queryName().equals(Optional.of("beton_poll_late_count"))));
        int asked = StandInServer.requests();

        // When
        poll();

        // Then
        assertThat(StandInServer.requestsFrom(asked).stream()
                        .map(ReceivedRequest::queryName)
                        .filter(name -> !name.orElse("").startsWith("beton_poll_late")))
                .hasSize(hypotheses == 0 ? 0 : 2);
        await().atMost(TopicTail.PATIENCE)
                .untilAsserted(() -> assertPublished(Math.min(hypotheses, KINDS.size()), groups));
    }

    private void assertPublished(int kinds, Map<String, String> groups) {
        Map<Subject, List<EventBatch>> published =
                batches(tail.seen()).stream().collect(Collectors.groupingBy(EventBatch::of));
        assertThat(published).hasSize(kinds);
        published.forEach((kind, batches) -> {
            assertThat(batches).anySatisfy(batch -> assertThat(batch.events()).hasSize(1));
            assertThat(batches).anySatisfy(batch -> assertThat(batch.activity()).isNotEmpty());
            kind.groupType()
                    .map(groups::get)
                    .ifPresent(key -> assertThat(batches)
                            .anySatisfy(batch -> assertThat(batch.activity())
                                    .extracting(day -> day.subject().value())
                                    .contains(key)));
        });
    }

    private void hypothesesOfEveryKind(int count) {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // every other one starts at the first sight, for which activity is read
            Claim claim = Claims.claim(
                    i % 2 == 0 ? Optional.empty() : Optional.of(invited),
                    Selector.of("paid" + i + own),
                    List.of(invited));
            Claim ofKind = new Claim(KINDS.get(i % KINDS.size()), claim.condition(), claim.design(), claim.outcome());
            String id = "hyp" + i + own.trim();
            records.add(new ProducerRecord<>(
                    Topics.HYPOTHESES.name(), id, Json.bytes(Claims.live(id, connection, ofKind))));
        }
        publisher.publish(records);
        heard.awaitHeard();
    }
}
