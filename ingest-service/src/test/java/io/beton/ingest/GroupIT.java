package io.beton.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.beton.ingest.poll.MatchedHypotheses;
import io.beton.model.Json;
import io.beton.model.Topics;
import io.beton.model.backtest.Purpose;
import io.beton.model.event.EventBatch;
import io.beton.model.event.EventCodec;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.SubjectId;
import io.beton.model.match.Times;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Groups are read by the column of their type; what belongs to no group is left out. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@QuarkusTestResource(StandInServer.class)
class GroupIT extends AskedHistory {
    private static final Subject TEAM = Subject.group("team");

    @Inject
    MatchedHypotheses heard;

    private final Selector invited = Selector.of("invited" + own);
    private final Selector paid = Selector.of("paid" + own);
    private final SubjectId reds = new SubjectId("it's the `reds` \\" + own);
    private final SubjectId blues = new SubjectId("blues" + own);

    @Test
    void aHistoryOfGroupsIsTheirEventsTheirDaysAndTheirBirth() {
        // Given
        Instant made = START.plus(1, ChronoUnit.DAYS);
        ObjectNode told = Events.event("$groupidentify", "p1" + own, made)
                .with("$group_type", "team")
                .with("$group_key", reds.value())
                .with("$group_set", Map.of("name", "Reds"))
                .made();
        ObjectNode one = of(reds, Events.event(invited.event(), "p1" + own, made.plusSeconds(60)));
        ObjectNode other = of(reds, Events.event(invited.event(), "p2" + own, made.plusSeconds(90)));
        ObjectNode third = of(blues, Events.event(invited.event(), "p1" + own, made.plusSeconds(120)));
        StandInServer.capture(List.of(
                of(reds, Events.event("first of another type" + own, "p1" + own, START)),
                told,
                one,
                other,
                third,
                of(blues, Events.event(paid.event(), "p3" + own, START.minus(3, ChronoUnit.DAYS))),
                Events.event(invited.event(), "p4" + own, made.plusSeconds(9)).made(),
                Events.event(paid.event(), "p4" + own, START.minus(3, ChronoUnit.DAYS))
                        .made()));

        // When
        History history = ask(Purpose.BACKTEST, ofTeams(Optional.empty()));

        // Then
        assertThat(history.events().stream()
                        .collect(Collectors.toMap(EventBatch.Event::uuid, EventBatch.Event::subject)))
                .isEqualTo(Map.of(Events.uuid(one), reds, Events.uuid(other), reds, Events.uuid(third), blues));
        assertThat(history.batches()).extracting(EventBatch::of).containsOnly(TEAM);
        assertThat(history.born()).containsExactly(Map.entry(reds, Times.micros(made)));
        assertThat(history.earlier())
                .extracting(EventBatch.EarlierOutcome::subject)
                .containsExactly(blues);
        assertThat(history.daysOf(reds).values())
                .contains(List.of(Times.micros(made.plusSeconds(60)), Times.micros(made.plusSeconds(90))));
        history.assertWhole();
    }

    @Test
    void aTypeThatTheProjectDoesNotKnowIsSaid() {
        Claim claim = ofTeams(Optional.of(invited));
        History history = ask(
                Purpose.BACKTEST,
                new Claim(Subject.group("tribe"), claim.condition(), claim.design(), claim.outcome()));

        assertThat(history.ends())
                .allSatisfy(end -> assertThat(end.failure())
                        .hasValueSatisfying(said -> assertThat(said).contains("no group type `tribe`")));
    }

    @Test
    void personsAndGroupsArePolledApart() {
        // Given
        String connection = Api.connectedAndRead();
        Claim ofPersons = Claims.claim(Optional.of(invited), paid, List.of(invited));
        live(connection, "hyp_persons" + own, ofPersons);
        live(connection, "hyp_teams" + own, ofTeams(Optional.of(invited)));
        ObjectNode event =
                of(reds, Events.event(invited.event(), "p1" + own, Instant.now().minusSeconds(30)));
        ObjectNode alone = Events.event(
                        invited.event(), "p2" + own, Instant.now().minusSeconds(20))
                .made();

        // When
        StandInServer.capture(List.of(event, alone));
        Api.post("/" + connection + "/sync");

        // Then
        try (TopicTail tail = new TopicTail(clients, Topics.EVENTS.name())) {
            tail.until(seen -> published(connection, seen).values().stream()
                            .mapToInt(List::size)
                            .sum()
                    == 3);
            Map<Subject, List<SubjectId>> published = published(connection, tail.seen());
            assertThat(published.get(Subject.PERSON)).hasSize(2).doesNotContain(reds);
            assertThat(published.get(TEAM)).containsExactly(reds);
        }
        Api.delete(connection);
    }

    private static Map<Subject, List<SubjectId>> published(
            String connection, List<ConsumerRecord<String, byte[]>> seen) {
        return seen.stream()
                .map(record -> EventCodec.readBatch(record.value()))
                .filter(batch -> batch.connectionId().value().equals(connection))
                .collect(Collectors.groupingBy(
                        EventBatch::of,
                        Collectors.flatMapping(
                                batch -> batch.events().stream().map(EventBatch.Event::subject), Collectors.toList())));
    }

    private void live(String connection, String hypothesis, Claim claim) {
        publisher.publish(List.of(new ProducerRecord<>(
                Topics.HYPOTHESES.name(), hypothesis, Json.bytes(Claims.live(hypothesis, connection, claim)))));
        heard.awaitHeard();
    }

    private Claim ofTeams(Optional<Selector> anchor) {
        Claim claim = Claims.claim(anchor, paid, List.of(invited));
        return new Claim(TEAM, claim.condition(), claim.design(), claim.outcome());
    }

    /** Of this team, and of a company, which is another type of group. */
    private static ObjectNode of(SubjectId team, Events event) {
        return event.with("$groups", Map.of("company", "all", "team", team.value()))
                .made();
    }
}
