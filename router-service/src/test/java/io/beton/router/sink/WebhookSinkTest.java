package io.beton.router.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.Json;
import io.beton.model.id.SinkId;
import io.beton.model.signal.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that misbehave below HTTP. */
class WebhookSinkTest {
    private static final Signal SIGNAL = Json.read("""
            {"signal_id": "sig", "hypothesis_id": "hyp", "hypothesis_version": 1, "hypothesis": "Somebody does something",
             "type": "churn", "connection_id": "con", "subject": {"kind": "person", "id": "ann"},
             "fired_at": "2026-11-01T00:00:00Z", "events": [], "backtest": {"window_days": 90, "sample_size": 0}}
            """, Signal.class);

    private final Settings local = new Settings(Optional.empty(), true, Optional.of(Set.of("localhost")));
    private final WebhookSink sink = new WebhookSink(new AddressGuard(local), local, Clock.systemUTC());

    @AfterEach
    void close() throws IOException {
        sink.close();
    }

    @Test
    void aReceiverThatSaysNothingIsCutOff() throws IOException {
        try (ServerSocket silent = listen()) {
            assertThat(attempt(silent)).isInstanceOf(AttemptResult.TryAgain.class);
        }
    }

    @Test
    void aReceiverThatDripsItsHeadersIsCutOff() throws IOException {
        try (ServerSocket dripping = listen()) {
            // Given
            answer(dripping, "HTTP/1.1 200 OK\r\n", "X-Drip: 1\r\n");
            // Then
            assertThat(attempt(dripping)).isInstanceOf(AttemptResult.TryAgain.class);
        }
    }

    @Test
    void anEndlessBodyDoesNotMakeASuccessAFailure() throws IOException {
        try (ServerSocket endless = listen()) {
            // Given
            answer(endless, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "3\r\nabc\r\n");
            // Then
            assertThat(attempt(endless)).isEqualTo(new AttemptResult.Delivered(OptionalInt.of(200)));
        }
    }

    @Test
    void aPrivateAddressIsNotCalled() {
        // Given
        SinkBinding binding = binding("http://127.0.0.1:9/");
        // Then
        assertThat(sink.attempt(SIGNAL, binding))
                .isInstanceOfSatisfying(
                        AttemptResult.Refused.class,
                        refused -> assertThat(refused.said()).contains("not allowed"));
    }

    @Test
    void aHostThatIsNotKnownIsTriedAgain() {
        assertThat(sink.attempt(SIGNAL, binding("http://no-such-host.invalid/")))
                .isInstanceOf(AttemptResult.TryAgain.class);
    }

    private AttemptResult attempt(ServerSocket server) {
        return sink.attempt(SIGNAL, binding("http://localhost:" + server.getLocalPort() + "/"));
    }

    private static SinkBinding binding(String url) {
        return new SinkBinding(
                new SinkId("sink_1"),
                "crm",
                SinkKind.WEBHOOK,
                URI.create(url),
                Optional.empty(),
                SinkState.ACTIVE,
                Instant.EPOCH);
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    /** Answers one request with a beginning and then the same piece again and again. */
    private static void answer(ServerSocket server, String beginning, String piece) {
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
                while (!server.isClosed()) {
                    socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                // the sink hung up, as it should
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
