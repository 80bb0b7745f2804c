package io.beton.router.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.model.identity.SubjectIdentity;
import io.beton.model.signal.Signal;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.Secret;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PosthogSinkTest extends SinkContract {

    @Override
    Sink sink(SinkClient client) {
        return new PosthogSink(client);
    }

    @Override
    SinkBinding binding() {
        return binding(PosthogMembers.As.EVENT, Map.of());
    }

    @Override
    String well(StubServer.Request request) {
        return "{\"status\": \"Ok\"}";
    }

    @Override
    int requests() {
        return 1;
    }

    @Test
    void theSignalIsAnEventThatIsTheSameEachTime() {
        // When
        attempt();
        attempt();
        // Then
        JsonNode event = server.got().get(0).json();
        assertThat(server.got().get(0).path()).isEqualTo("/i/v0/e/");
        assertThat(server.got().get(1).json()).isEqualTo(event);
        assertThat(UUID.fromString(event.path("uuid").asText())).isNotNull();
        assertThat(event.path("api_key").asText()).isEqualTo(SECRET);
        assertThat(event.path("event").asText()).isEqualTo("beton_signal");
        assertThat(event.path("distinct_id").asText()).isEqualTo("acme.example");
        assertThat(event.path("timestamp").asText()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(event.at("/properties/hypothesis_id").asText()).isEqualTo("hyp");
        assertThat(event.at("/properties/$groups/company").asText()).isEqualTo("acme.example");
        assertThat(event.at("/properties/$process_person_profile").asBoolean(true))
                .isFalse();
    }

    @Test
    void aGroupHasNoDistinctIdAndGoesByItsKey() {
        // Given
        Template distinctId = new Template("{subject.distinct_id}");
        PosthogMembers members = new PosthogMembers(new Secret(SECRET), null, null, distinctId, server.url());
        // When
        sink().attempt(List.of(IDENTIFIED), binding(sink(), members, Map.of()));
        // Then
        assertThat(server.got().get(0).json().path("distinct_id").asText()).isEqualTo("acme.example");
        assertThat(members.knownBy(SIGNAL)).contains(Template.SUBJECT);
        assertThat(IdentifiedSignal.shown(SIGNAL, distinctId.wanted())).isEqualTo(IDENTIFIED);
    }

    @Test
    void orAPropertyOfTheGroup() {
        // When
        sink().attempt(List.of(IDENTIFIED), binding(PosthogMembers.As.PROPERTY, Map.of("beton", "{type}")));
        // Then
        JsonNode event = server.got().get(0).json();
        assertThat(event.path("event").asText()).isEqualTo("$groupidentify");
        assertThat(event.at("/properties/$group_type").asText()).isEqualTo("company");
        assertThat(event.at("/properties/$group_key").asText()).isEqualTo("acme.example");
        assertThat(event.at("/properties/$group_set/beton").asText()).isEqualTo("expansion");
    }

    @Test
    void orAPropertyOfThePerson() {
        // When
        sink().attempt(
                        List.of(IdentifiedSignal.of(person())),
                        binding(PosthogMembers.As.PROPERTY, Map.of("beton", "{type}")));
        // Then
        JsonNode event = server.got().get(0).json();
        assertThat(event.path("event").asText()).isEqualTo("$set");
        assertThat(event.path("distinct_id").asText()).isEqualTo("acme.example");
        assertThat(event.at("/properties/$set/beton").asText()).isEqualTo("expansion");
    }

    @Test
    void aPersonIsKnownByADistinctIdThatItsSourceJustSaid() {
        // Given
        IdentifiedSignal ann = new IdentifiedSignal(
                person(), new SubjectIdentity(SIGNAL.subject().id(), Map.of(), Optional.of("ann-1")));
        PosthogMembers members =
                new PosthogMembers(new Secret(SECRET), null, null, new Template("{subject.distinct_id}"), server.url());
        // When
        sink().attempt(List.of(ann), binding(sink(), members, Map.of()));
        // Then
        JsonNode event = server.got().get(0).json();
        assertThat(event.path("distinct_id").asText()).isEqualTo("ann-1");
        assertThat(event.path("properties").toString()).doesNotContain("ann-1");
    }

    @Test
    void aProjectThatDroppedItIsTriedAgain() {
        // Given
        server.behave(request -> StubServer.answer(200, "{\"status\": \"Ok\", \"quota_limited\": [\"events\"]}"));
        // Then
        assertThat(attempt()).isInstanceOf(AttemptResult.TryAgain.class);
    }

    private static Signal person() {
        return Json.read(
                Json.text(SIGNAL).replace("\"group\"", "\"person\"").replace("\"group_type\":\"company\",", ""),
                Signal.class);
    }

    private SinkBinding binding(PosthogMembers.As as, Map<String, String> fields) {
        return binding(sink(), new PosthogMembers(new Secret(SECRET), as, null, null, server.url()), fields);
    }
}
