package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.beton.servers.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service as it is packaged, with what people set in the environment and on the command line. */
class PackagedAccessIT extends PackagedServices {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final String TOKEN = "5f0c2d1e9a8b7c6d5e4f3a2b1c0d9e8f5f0c2d1e9a8b7c6d5e4f3a2b1c0d9e8f";
    /** As the line in deploy/README.md prints it. */
    private static final String HASH = "a02e89b7c6baa7dbf3f5268610e90481b648774c0caee725d29c0385fd55ac8c";

    @Test
    void aServiceListensElsewhereOnlyWithAccessControl() throws IOException, InterruptedException {
        // Given
        int byEnvironment = Ports.free();
        int byProperty = Ports.free();
        int guarded = Ports.free();
        Map<String, String> everywhere = Map.of("QUARKUS_HTTP_HOST", "0.0.0.0");
        // When
        Child first = start(byEnvironment, everywhere);
        Child second = start(byProperty, Map.of(), "-Dquarkus.http.host=::");
        Child third = start(guarded, with(everywhere, HASH));
        Child fourth = start(Ports.free(), with(everywhere, "no-hash-but-perhaps-a-token"));
        // Then
        for (Child open : List.of(first, second)) {
            await().atMost(LONGEST).until(() -> open.text().contains("Listening on: http://127.0.0.1:"));
            assertThat(open.text()).contains("no access control is configured: only this machine is answered");
        }
        assertThat(second.text()).contains("and not at ::, as quarkus.http.host has it");
        for (InetAddress elsewhere : otherAddresses()) {
            assertNobodyListens(elsewhere, byEnvironment);
            assertNobodyListens(elsewhere, byProperty);
        }
        assertThat(status(byEnvironment, "")).isEqualTo(404);
        await().atMost(LONGEST).until(() -> third.text().contains("Listening on: http://0.0.0.0:"));
        assertThat(status(guarded, "")).isEqualTo(401);
        assertThat(status(guarded, "Bearer " + TOKEN)).isEqualTo(404);
        await().atMost(LONGEST).until(() -> !fourth.alive());
        assertThat(fourth.text())
                .contains("beton.access.tokens.ada.sha256 is not 64 hexadecimal digits")
                .doesNotContain("no-hash-but-perhaps-a-token");
    }

    private static Map<String, String> with(Map<String, String> environment, String hash) {
        Map<String, String> more = new HashMap<>(environment);
        more.put("BETON_ACCESS_TOKENS_ADA_SHA256", hash);
        more.put("BETON_ACCESS_TOKENS_ADA_ROLE", "viewer");
        return more;
    }

    /** It waits for its Kafka, and answers meanwhile. */
    private Child start(int port, Map<String, String> environment, String... properties) {
        return start("backtest", port, environment, properties);
    }

    private static int status(int port, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/backtests/unknown"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        // an upgrade now and then leaves the caller without an answer
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static List<InetAddress> otherAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }

    private static void assertNobodyListens(InetAddress address, int port) {
        assertThatThrownBy(() -> new Socket().connect(new InetSocketAddress(address, port), 1_000))
                .as("%s port %s", address, port)
                .isInstanceOf(ConnectException.class);
    }
}
