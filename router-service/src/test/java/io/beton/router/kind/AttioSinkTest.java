package io.beton.router.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Json;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.Secret;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttioSinkTest extends SinkContract {

    @Override
    Sink sink(SinkClient client) {
        return new AttioSink(client);
    }

    @Override
    SinkBinding binding() {
        return binding("domains", "{subject.id}");
    }

    @Override
    String well(StubServer.Request request) {
        if (request.path().endsWith("/query") || request.method().equals("GET")) {
            return "{\"data\": []}";
        }
        return "{\"data\": {\"id\": {\"record_id\": \"rec/1\"}}}";
    }

    @Override
    int requests() {
        return 5;
    }

    @Override
    boolean needsAnswers() {
        return true;
    }

    @Test
    void theRecordIsAssertedByItsMatchingAttributeListedAndNoted() {
        // When
        attempt();
        // Then
        assertThat(server.got().stream().map(got -> got.method() + " " + got.path()))
                .containsExactly(
                        "POST /v2/objects/companies/records/query",
                        "PUT /v2/objects/companies/records?matching_attribute=domains",
                        "PUT /v2/lists/hot%20accounts/entries",
                        "GET /v2/notes?limit=50&parent_object=companies&parent_record_id=rec%2F1",
                        "POST /v2/notes");
        assertThat(server.got().get(0).headers()).containsEntry("authorization", "Bearer " + SECRET);
        assertThat(server.got().get(0).json()).isEqualTo(json("{'filter': {'domains': 'acme.example'}, 'limit': 1}"));
        assertThat(server.got().get(1).json())
                .isEqualTo(json("{'data': {'values': {'domains': ['acme.example'], 'confidence': 0.71,"
                        + " 'reason': 'Who <invites> & stays'}}}"));
        assertThat(server.got().get(2).json())
                .isEqualTo(json("{'data': {'parent_record_id': 'rec/1', 'parent_object': 'companies',"
                        + " 'entry_values': {}}}"));
        assertThat(server.got().get(4).json())
                .isEqualTo(json("{'data': {'parent_object': 'companies', 'parent_record_id': 'rec/1',"
                        + " 'title': 'Beton signal 1b4e28ba-2fa1-31d2-883f-0016d3cca427', 'format': 'plaintext',"
                        + " 'content': 'Fired at 2026-11-01T00:00:00Z'}}"));
    }

    @Test
    void whatAPersonEditedIsLeftAloneAndNoOtherDomainIsLost() {
        // Given
        server.behave(request -> StubServer.answer(
                200,
                request.path().endsWith("/query")
                        ? json("{'data': [{'values': {"
                                        + "'domains': [{'domain': 'acme.test', 'created_by_actor': {'type': 'workspace-member'}},"
                                        + " {'domain': 'acme.example', 'created_by_actor': {'type': 'system'}}],"
                                        + "'reason': [{'value': 'mine', 'created_by_actor': {'type': 'workspace-member'}}],"
                                        + "'confidence': [{'value': 0.5, 'created_by_actor': {'type': 'api-token'}}]}}]}")
                                .toString()
                        : well(request)));
        // When
        attempt();
        // Then
        assertThat(server.got().get(1).json())
                .isEqualTo(
                        json("{'data': {'values': {'domains': ['acme.test', 'acme.example'], 'confidence': 0.71}}}"));
    }

    @Test
    void aNoteThatIsThereAlreadyIsNotMadeAgain() {
        // Given
        server.behave(request -> StubServer.answer(
                200,
                request.method().equals("GET")
                        ? "{\"data\": [{\"title\": \"Beton signal " + SIGNAL.signalId() + "\"}]}"
                        : well(request)));
        // When
        AttemptResult result = attempt();
        // Then
        assertThat(result).isInstanceOf(AttemptResult.Delivered.class);
        assertThat(server.got()).hasSize(4);
    }

    @Test
    void whoHasNoEMailIsNotSentAnywhere() {
        // When
        AttemptResult result = sink().attempt(List.of(IDENTIFIED), binding("email_addresses", "{subject.id}"));
        // Then
        assertThat(result).isInstanceOf(AttemptResult.Refused.class);
        assertThat(server.got()).isEmpty();
    }

    private SinkBinding binding(String matching, String identity) {
        AttioMembers members = new AttioMembers(
                new Secret(SECRET),
                "companies",
                matching,
                new Template(identity),
                Optional.of("hot accounts"),
                template("Fired at {fired_at}"),
                server.url());
        return binding(sink(), members, Map.of("confidence", "{confidence}", "reason", "{hypothesis}"));
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'), JsonNode.class);
    }
}
