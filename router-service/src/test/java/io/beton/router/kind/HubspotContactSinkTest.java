package io.beton.router.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.beton.model.Json;
import io.beton.model.identity.SubjectIdentity;
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
import org.junit.jupiter.api.Test;

class HubspotContactSinkTest extends SinkContract {

    @Override
    Sink sink(SinkClient client) {
        return new HubspotSink(client);
    }

    @Override
    SinkBinding binding() {
        return binding("ann@{subject.id}");
    }

    @Override
    String well(StubServer.Request request) {
        return request.path().endsWith("/notes/search") ? "{\"results\": []}" : "{\"results\": [{\"id\": \"51\"}]}";
    }

    @Override
    int requests() {
        return 3;
    }

    @Override
    boolean needsAnswers() {
        return true;
    }

    @Test
    void theContactIsUpsertedByEMailAndGetsANote() {
        // When
        attempt();
        // Then
        StubServer.Request upsert = server.got().get(0);
        assertThat(upsert.headers()).containsEntry("authorization", "Bearer " + SECRET);
        assertThat(upsert.path()).isEqualTo("/crm/v3/objects/contacts/batch/upsert");
        assertThat(upsert.json()).isEqualTo(json("""
                {"inputs": [{"id": "ann@acme.example", "idProperty": "email",
                  "properties": {"email": "ann@acme.example", "beton_precision": "0.8"}}]}"""));
        StubServer.Request note = server.got().get(2);
        assertThat(note.path()).isEqualTo("/crm/v3/objects/notes");
        assertThat(note.json()).isEqualTo(json("""
                {"properties": {"hs_timestamp": "2026-11-01T00:00:00Z",
                  "hs_note_body": "Who &lt;invites&gt; &amp; stays<br>Beton signal 1b4e28ba-2fa1-31d2-883f-0016d3cca427"},
                 "associations": [{"to": {"id": "51"},
                   "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 202}]}]}"""));
    }

    @Test
    void aNoteThatIsThereAlreadyIsNotMadeAgain() {
        // Given
        server.behave(request -> StubServer.answer(
                200,
                request.path().endsWith("/notes/search")
                        ? "{\"results\": [{\"properties\": {\"hs_note_body\": \"Beton signal " + SIGNAL.signalId()
                                + "\"}}]}"
                        : well(request)));
        // When
        AttemptResult result = attempt();
        // Then
        assertThat(result).isInstanceOf(AttemptResult.Delivered.class);
        assertThat(server.got()).hasSize(2);
        assertThat(server.got().get(1).json().at("/filterGroups/0/filters")).isEqualTo(json("""
                [{"propertyName": "associations.contact", "operator": "EQ", "value": "51"},
                 {"propertyName": "hs_timestamp", "operator": "EQ", "value": "1793491200000"}]"""));
    }

    @Test
    void aPersonIsTheContactWithTheAddressThatItsSourceJustSaid() {
        // Given
        SubjectIdentity ann = new SubjectIdentity(
                SIGNAL.subject().id(), Map.of("email", TextNode.valueOf("ann@acme.example")), Optional.empty());
        // When
        AttemptResult result =
                sink().attempt(List.of(new IdentifiedSignal(SIGNAL, ann)), binding("{subject.properties.email}"));
        // Then
        assertThat(result).isInstanceOf(AttemptResult.Delivered.class);
        assertThat(server.got().get(0).json().at("/inputs/0/id").asText()).isEqualTo("ann@acme.example");
    }

    @Test
    void whoHasNoEMailIsNotSentAnywhere() {
        // When
        AttemptResult result = sink().attempt(List.of(IDENTIFIED), binding("{subject.id}"));
        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        AttemptResult.Refused.class,
                        refused -> assertThat(refused.said()).isEqualTo("its identity is not an e-mail address"));
        assertThat(server.got()).isEmpty();
    }

    @Test
    void aRecordThatWasNotAcceptedIsRefused() {
        // Given
        server.behave(request -> StubServer.answer(207, "{\"results\": [], \"numErrors\": 1}"));
        // Then
        assertThat(attempt()).isInstanceOf(AttemptResult.Refused.class);
    }

    private SinkBinding binding(String identity) {
        HubspotMembers members = new HubspotMembers(
                new Secret(SECRET),
                HubspotMembers.Type.CONTACT,
                new Template(identity),
                Optional.empty(),
                template("{hypothesis}"),
                server.url());
        return binding(sink(), members, Map.of("beton_precision", "{backtest.precision}"));
    }

    private static JsonNode json(String text) {
        return Json.read(text, JsonNode.class);
    }
}
