package io.beton.router.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.beton.kit.trace.Spans;
import io.beton.kit.trace.Traced;
import io.beton.model.InvalidMember;
import io.beton.model.Json;
import io.beton.model.signal.Signal;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.Secret;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.WebhookSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A webhook as its receivers see it, with a library that is not ours at the other end. */
class WebhookSinkTest extends SinkContract {
    private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEW = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String FOREIGN = "whsec_////////////////////////////////////////////";

    @Override
    Sink sink(SinkClient client) {
        return new WebhookSink(client, Clock.systemUTC());
    }

    @Override
    SinkBinding binding() {
        return binding(members(), Map.of());
    }

    @Override
    String well(StubServer.Request request) {
        return "thank you";
    }

    @Override
    int requests() {
        return 1;
    }

    @Test
    void theBodyIsTheSignal() {
        // When
        attempt();
        // Then
        assertThat(Json.read(server.got().get(0).body(), Signal.class)).isEqualTo(SIGNAL);
        assertThat(server.got().get(0).headers())
                .containsEntry("webhook-id", SIGNAL.signalId().value())
                .containsEntry("authorization", "Basic YmV0b246dG9wLXNlY3JldA==")
                .containsEntry("x-api-key", SECRET)
                .containsEntry("content-type", "application/json; charset=UTF-8");
    }

    @Test
    void aReceiverIsToldOurTraceWhereThereIsOne() {
        // Given
        attempt();
        assertThat(server.got().get(0).headers()).doesNotContainKey("traceparent");
        try (Spans spans = new Spans()) {
            // When
            Traced.work("deliver").run(this::attempt);
            // Then
            assertThat(server.got().get(1).headers().get("traceparent"))
                    .matches("00-[0-9a-f]{32}-" + spans.named("deliver").getSpanId() + "-01");
        }
    }

    @Test
    void orTheFieldsThatWereChosen() {
        // When
        sink().attempt(
                        List.of(IDENTIFIED),
                        binding(
                                members(),
                                Map.of(
                                        "who",
                                        "{subject.id}",
                                        "sure",
                                        "{confidence}",
                                        "lift",
                                        "{backtest.lift_vs_baseline}")));
        // Then
        assertThat(server.got().get(0).json())
                .isEqualTo(Json.mapper()
                        .createObjectNode()
                        .put("who", "acme.example")
                        .put("sure", 0.71));
    }

    @Test
    void itIsSignedSoThatAnIndependentLibraryBelievesIt() {
        // When
        attempt();
        // Then
        assertThatCode(() -> verify(OLD)).doesNotThrowAnyException();
        assertThatThrownBy(() -> verify(FOREIGN)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void whileSecretsOverlapReceiversMayKnowEither() {
        // Given
        WebhookMembers rotated =
                members().rotated(new WebhookSecret(NEW), Instant.now().plus(Duration.ofHours(1)));
        // When
        sink().attempt(List.of(IDENTIFIED), binding(rotated, Map.of()));
        // Then
        assertThat(server.got().get(0).headers().get("webhook-signature").split(" "))
                .hasSize(2);
        assertThatCode(() -> verify(OLD)).doesNotThrowAnyException();
        assertThatCode(() -> verify(NEW)).doesNotThrowAnyException();
    }

    @Test
    void afterTheOverlapOnlyTheNewSecretIsUsed() {
        // Given
        WebhookMembers rotated = members().rotated(new WebhookSecret(NEW), Instant.EPOCH);
        // When
        sink().attempt(List.of(IDENTIFIED), binding(rotated, Map.of()));
        // Then
        assertThatThrownBy(() -> verify(OLD)).isInstanceOf(WebhookVerificationException.class);
        assertThatCode(() -> verify(NEW)).doesNotThrowAnyException();
    }

    @Test
    void headersThatAreOursAreRefused() {
        for (String name : List.of("webhook-id", "Host", "Content-Type", "no name", "Authorization")) {
            assertThatThrownBy(() -> new WebhookMembers(
                            server.url(),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(name, new Secret("x")),
                            members().basicAuth()))
                    .isInstanceOfSatisfying(
                            InvalidMember.class,
                            invalid -> assertThat(invalid.member()).isEqualTo("headers"));
        }
    }

    private void verify(String secret) throws WebhookVerificationException {
        StubServer.Request got = server.got().get(0);
        Map<String, List<String>> headers = got.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        new Webhook(secret).verify(got.body(), headers);
    }

    private WebhookMembers members() {
        return new WebhookMembers(
                server.url() + "/hook",
                Optional.of(new WebhookSecret(OLD)),
                Optional.empty(),
                Map.of("X-Api-Key", new Secret(SECRET)),
                Optional.of(new WebhookMembers.BasicAuth("beton", new Secret(SECRET))));
    }

    private SinkBinding binding(WebhookMembers members, Map<String, String> fields) {
        return binding(sink(), members, fields);
    }
}
