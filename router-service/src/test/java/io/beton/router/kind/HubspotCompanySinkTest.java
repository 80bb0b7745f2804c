package io.beton.router.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.Secret;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HubspotCompanySinkTest extends SinkContract {

    @Override
    Sink sink(SinkClient client) {
        return new HubspotSink(client);
    }

    @Override
    SinkBinding binding() {
        return binding(template("{hypothesis}"));
    }

    @Override
    String well(StubServer.Request request) {
        return request.path().endsWith("/search") ? "{\"results\": []}" : "{\"id\": \"512\"}";
    }

    @Override
    int requests() {
        return 4;
    }

    @Override
    boolean needsAnswers() {
        return true;
    }

    @Test
    void aCompanyThatIsNotThereIsMade() {
        // When
        attempt();
        // Then
        assertThat(server.got().get(0).path()).isEqualTo("/crm/v3/objects/companies/search");
        assertThat(server.got()
                        .get(0)
                        .json()
                        .at("/filterGroups/0/filters/0/value")
                        .asText())
                .isEqualTo("www.acme.example");
        assertThat(server.got().get(1).path()).isEqualTo("/crm/v3/objects/companies");
        assertThat(server.got().get(1).json().at("/properties/domain").asText()).isEqualTo("www.acme.example");
        assertThat(server.got()
                        .get(3)
                        .json()
                        .at("/associations/0/types/0/associationTypeId")
                        .asInt())
                .isEqualTo(190);
    }

    @Test
    void aCompanyThatIsThereIsChanged() {
        // Given
        server.behave(request -> StubServer.answer(
                200, request.path().endsWith("/search") ? "{\"results\": [{\"id\": \"7\"}]}" : well(request)));
        // When
        sink().attempt(List.of(IDENTIFIED), binding(Optional.empty()));
        // Then
        assertThat(server.got()).hasSize(2);
        assertThat(server.got().get(1).method()).isEqualTo("PATCH");
        assertThat(server.got().get(1).path()).isEqualTo("/crm/v3/objects/companies/7");
        assertThat(server.got().get(1).json().at("/properties/beton").asText())
                .isEqualTo("expansion: Who <invites> & stays");
    }

    @Test
    void aCompanyThatWasMadeMeanwhileIsNotMadeTwiceWhereHubspotKeepsAPropertyUnique() {
        // When
        sink().attempt(List.of(IDENTIFIED), binding(Optional.of("beton_domain"), Optional.empty()));
        // Then
        assertThat(server.got()).hasSize(2);
        assertThat(server.got().get(1).path()).isEqualTo("/crm/v3/objects/companies/batch/upsert");
        JsonNode input = server.got().get(1).json().at("/inputs/0");
        assertThat(input.path("idProperty").asText()).isEqualTo("beton_domain");
        assertThat(input.path("id").asText()).isEqualTo("www.acme.example");
        assertThat(input.at("/properties/beton_domain").asText()).isEqualTo("www.acme.example");
        assertThat(input.at("/properties/domain").asText()).isEqualTo("www.acme.example");
        assertThat(input.at("/properties/beton").asText()).isEqualTo("expansion: Who <invites> & stays");
    }

    private SinkBinding binding(Optional<Template> note) {
        return binding(Optional.empty(), note);
    }

    private SinkBinding binding(Optional<String> uniqueProperty, Optional<Template> note) {
        HubspotMembers members = new HubspotMembers(
                new Secret(SECRET),
                HubspotMembers.Type.COMPANY,
                new Template("WWW.{subject.id}"),
                uniqueProperty,
                note,
                server.url());
        return binding(sink(), members, Map.of("beton", "{type}: {hypothesis}"));
    }
}
