package io.beton.router.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.id.SinkId;
import io.beton.model.signal.Signal;
import io.beton.router.outgoing.SinkClient;
import io.beton.router.sink.AddressGuard;
import io.beton.router.sink.AttemptResult;
import io.beton.router.sink.FieldMapping;
import io.beton.router.sink.IdentifiedSignal;
import io.beton.router.sink.Preview;
import io.beton.router.sink.Sink;
import io.beton.router.sink.SinkBinding;
import io.beton.router.sink.SinkFilter;
import io.beton.router.sink.SinkMembers;
import io.beton.router.sink.SinkState;
import io.beton.router.sink.Template;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sink that speaks HTTP makes of what the other side does, at each request of its attempt. */
abstract class SinkContract {
    protected static final Signal SIGNAL = Json.read("""
            {"signal_id": "1b4e28ba-2fa1-31d2-883f-0016d3cca427", "hypothesis_id": "hyp", "hypothesis_version": 1,
             "hypothesis": "Who <invites> & stays", "type": "expansion", "connection_id": "con",
             "subject": {"kind": "group", "group_type": "company", "id": "acme.example"}, "confidence": 0.71,
             "fired_at": "2026-11-01T00:00:00Z", "events": [],
             "backtest": {"window_days": 90, "precision": 0.8, "sample_size": 12}}
            """, Signal.class);
    protected static final IdentifiedSignal IDENTIFIED = IdentifiedSignal.of(SIGNAL);
    protected static final String SECRET = "top-secret";

    protected final StubServer server = new StubServer();
    private final SinkClient patient = client(LocalSettings.within(Duration.ofSeconds(30)));
    private final SinkClient hurried = client(LocalSettings.within(Duration.ofMillis(400)));
    private final SinkClient strict = client(LocalSettings.STRICT);

    abstract Sink sink(SinkClient client);

    /** A binding that leads to the server and uses all that the kind can do. */
    abstract SinkBinding binding();

    /** The answer of a destination that is well, to one request. */
    abstract String well(StubServer.Request request);

    /** How many requests an attempt makes where the destination is well. */
    abstract int requests();

    /** Whether an attempt cannot go on where it does not get to read an answer; by default nothing is read. */
    boolean needsAnswers() {
        return false;
    }

    @BeforeEach
    void isWell() {
        server.behave(request -> StubServer.answer(200, well(request)));
    }

    @AfterEach
    void close() throws IOException {
        patient.close();
        hurried.close();
        strict.close();
        server.close();
    }

    @Test
    void aDestinationThatIsWellGetsIt() {
        // When
        AttemptResult result = attempt();
        // Then
        assertThat(result).isEqualTo(new AttemptResult.Delivered(OptionalInt.of(200)));
        assertThat(server.got()).hasSize(requests());
    }

    @Test
    void aLastAnswerWithoutContentIsAsGood() {
        // Given
        at(requests(), StubServer.answer(204, ""));
        // Then
        assertThat(attempt()).isEqualTo(new AttemptResult.Delivered(OptionalInt.of(204)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422, 307})
    void whatItWillNeverTakeIsFinal(int status) {
        for (int step = 1; step <= requests(); step++) {
            // Given
            at(step, StubServer.answer(status, "{\"message\": \"" + SECRET + "\"}"));
            // Then
            assertThat(attempt()).isInstanceOfSatisfying(AttemptResult.Refused.class, refused -> {
                assertThat(refused.status()).hasValue(status);
                assertThat(refused.said()).doesNotContain(SECRET);
            });
            assertThat(server.got()).hasSize(step);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503})
    void whatItMayTakeLaterIsTriedAgain(int status) {
        for (int step = 1; step <= requests(); step++) {
            // Given
            at(step, StubServer.answer(status, "not JSON"));
            // Then
            assertThat(attempt()).isInstanceOfSatisfying(AttemptResult.TryAgain.class, again -> {
                assertThat(again.status()).hasValue(status);
                assertThat(again.notBefore()).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void itCanSayWhen(int status) {
        for (int step = 1; step <= requests(); step++) {
            // Given
            at(step, StubServer.answer(status, "", "Retry-After: 120"));
            // Then
            assertThat(attempt())
                    .isInstanceOfSatisfying(
                            AttemptResult.TryAgain.class,
                            again -> assertThat(again.notBefore()).contains(Duration.ofMinutes(2)));
        }
    }

    @Test
    void whatIsGoneIsGone() {
        // Given
        at(1, StubServer.answer(410, ""));
        // Then
        assertThat(attempt()).isEqualTo(new AttemptResult.Gone(OptionalInt.of(410)));
    }

    @Test
    void whoHangsIsCutOff() {
        for (int step = 1; step <= requests(); step++) {
            // Given
            at(step, StubServer.hang());
            // Then
            assertTriedAgain(hurried);
        }
    }

    @Test
    void whoDripsHeadersIsCutOff() {
        // Given
        at(1, StubServer.drip("HTTP/1.1 200 OK\r\n", "X-Drip: 1\r\n"));
        // Then
        assertTriedAgain(hurried);
    }

    @Test
    void aConnectionThatIsCutIsTriedAgain() {
        for (int step = 1; step <= requests(); step++) {
            // Given
            at(step, StubServer.cut());
            // Then
            assertTriedAgain(patient);
        }
    }

    @Test
    void aBodyWithoutEndIsCutOff() {
        // Given
        at(1, StubServer.drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"));
        // When
        AttemptResult result = attempt();
        // Then
        assertThat(result).isInstanceOf(needsAnswers() ? AttemptResult.TryAgain.class : AttemptResult.Delivered.class);
    }

    @Test
    void aSlowBodyDoesNotMakeASuccessAFailure() {
        // Given
        SinkClient slow = client(LocalSettings.within(Duration.ofSeconds(2)));
        at(1, StubServer.drip("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{", ""));
        // When
        AttemptResult result = sink(slow).attempt(List.of(IDENTIFIED), binding());
        // Then
        assertThat(result).isInstanceOf(needsAnswers() ? AttemptResult.TryAgain.class : AttemptResult.Delivered.class);
    }

    @Test
    void aPrivateAddressIsNotCalled() {
        // When
        AttemptResult result = sink(strict).attempt(List.of(IDENTIFIED), binding());
        // Then
        assertThat(result)
                .isInstanceOfSatisfying(
                        AttemptResult.Refused.class,
                        refused -> assertThat(refused.said()).contains("not allowed"));
        assertThat(server.got()).isEmpty();
    }

    @Test
    void aPreviewSaysWhatIsSentButNoSecret() {
        // Given
        attempt();
        // When
        List<Preview> shown = sink().preview(IDENTIFIED, binding());
        // Then
        assertThat(Json.text(shown)).contains("[hidden]").doesNotContain(SECRET);
        assertThat(shown.stream().map(Preview::method))
                .containsExactlyElementsOf(
                        server.got().stream().map(StubServer.Request::method).toList());
    }

    @Test
    void nothingPrintsASecret() {
        assertThat(binding().toString()).doesNotContain(SECRET);
        assertThat(Json.text(binding().members())).doesNotContain(SECRET);
    }

    protected final Sink sink() {
        return sink(patient);
    }

    protected final AttemptResult attempt() {
        return sink().attempt(List.of(IDENTIFIED), binding());
    }

    private static SinkClient client(LocalSettings settings) {
        return new SinkClient(new AddressGuard(settings), settings, Clock.systemUTC());
    }

    /** One request is answered badly, those before it well. */
    private void at(int step, StubServer.Behaviour behaviour) {
        server.behave(request -> server.got().size() == step ? behaviour : StubServer.answer(200, well(request)));
    }

    private void assertTriedAgain(SinkClient client) {
        assertThat(sink(client).attempt(List.of(IDENTIFIED), binding()))
                .isInstanceOfSatisfying(
                        AttemptResult.TryAgain.class,
                        again -> assertThat(again.status()).isEmpty());
    }

    protected static SinkBinding binding(Sink sink, SinkMembers members, Map<String, String> fields) {
        return new SinkBinding(
                new SinkId("sink_1"),
                "crm",
                sink.kind(),
                members,
                SinkFilter.ALL,
                new FieldMapping(fields.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, field -> new Template(field.getValue())))),
                OptionalDouble.empty(),
                SinkState.ACTIVE,
                Instant.EPOCH);
    }

    protected static Optional<Template> template(String text) {
        return Optional.of(new Template(text));
    }
}
