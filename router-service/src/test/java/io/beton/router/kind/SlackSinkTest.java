package io.beton.router.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.Rate;
import io.beton.router.sink.Secret;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlackSinkTest extends SinkContract {

    @Override
    Sink sink(SinkClient client) {
        return new SlackSink(client);
    }

    @Override
    SinkBinding binding() {
        return binding(sink(), new SlackMembers(new Secret(server.url() + "/services/T/B/" + SECRET)), Map.of());
    }

    @Override
    String well(StubServer.Request request) {
        return "ok";
    }

    @Override
    int requests() {
        return 1;
    }

    @Test
    void aSignalIsASectionAndAPlainTextBesides() {
        // When
        attempt();
        // Then
        JsonNode message = server.got().get(0).json();
        assertThat(message.path("text").asText()).isEqualTo("Who &lt;invites&gt; &amp; stays");
        assertThat(message.at("/blocks/0/type").asText()).isEqualTo("section");
        assertThat(message.at("/blocks/0/text/type").asText()).isEqualTo("mrkdwn");
        assertThat(message.at("/blocks/0/text/text").asText())
                .isEqualTo("*Who &lt;invites&gt; &amp; stays*\n"
                        + "expansion, at least 71 % sure: company `acme.example`, 2026-11-01T00:00:00Z");
    }

    @Test
    void manySignalsAreOneMessage() {
        // When
        sink().attempt(List.of(IDENTIFIED, IDENTIFIED, IDENTIFIED), binding());
        // Then
        assertThat(server.got()).hasSize(1);
        assertThat(server.got().get(0).json().path("text").asText()).isEqualTo("3 signals");
        assertThat(server.got().get(0).json().path("blocks")).hasSize(3);
    }

    @Test
    void fieldsThatWereChosenAreLines() {
        // Given
        SinkBinding chosen = binding(sink(), binding().members(), Map.of("Account", "{subject.id} <now>"));
        // When
        sink().attempt(List.of(IDENTIFIED), chosen);
        // Then
        assertThat(server.got().get(0).json().at("/blocks/0/text/text").asText())
                .endsWith("*\nAccount: acme.example &lt;now&gt;");
    }

    @Test
    void theChannelIsToldAtMostOnceASecondAndManyAtOnce() {
        assertThat(sink().rate()).isEqualTo(Rate.perSecond(1));
        assertThat(sink().mostAtOnce()).isBetween(2, 50);
    }
}
