package io.beton.ingest.posthog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.beton.ingest.limit.TestLimits;
import io.beton.kit.net.OutgoingHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a key goes: to the address that was checked, and nowhere else. */
class PostHogClientTest {
    private static final String HOST = "posthog.internal";

    private record Config(boolean allowHttp, Optional<Set<String>> allowedHosts) implements PostHogConfig {}

    private final List<HttpServer> servers = new ArrayList<>();

    /** The local addresses at which a request arrived. */
    private final ConcurrentLinkedQueue<InetAddress> arrived = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void theAddressThatIsConnectedToIsTheOneThatWasChecked() throws IOException {
        // Given a name whose second answer would be another server
        InetAddress first = address(1);
        int port = listen(first, 0, 200, Map.of());
        listen(address(2), port, 200, Map.of());
        Deque<InetAddress> answers = new ArrayDeque<>(List.of(first, address(2)));
        PostHogClient client = client(name -> new InetAddress[] {answers.remove()});

        // When
        client.get(reading(port), "");
        client.get(reading(port), "");
        client.close();

        // Then one look served the check and the connection
        assertThat(arrived).containsExactly(first, first);
        assertThat(answers).hasSize(1);
    }

    @Test
    void aNameThatTurnsToAPrivateAddressIsRefusedBeforeAnythingIsSent() throws IOException {
        // Given
        int port = listen(address(1), 0, 200, Map.of());
        PostHogClient client =
                client(new HostGuard(new Config(true, Optional.empty()), name -> new InetAddress[] {address(1)}));

        // When, Then
        assertThatThrownBy(() -> client.get(reading(port), ""))
                .isInstanceOf(SourceFailure.class)
                .extracting(failure -> ((SourceFailure) failure).kind())
                .isEqualTo(SourceFailure.Kind.BAD_HOST);
        client.close();
        assertThat(arrived).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowedAndIsSaidWithoutWhatElseStandsInIt() throws IOException {
        // Given
        int other = listen(address(2), 0, 200, Map.of());
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            int port = listen(
                    address(1),
                    0,
                    status,
                    Map.of("Location", "http://elsewhere.example:" + other + "/?key=phx_secret"));
            PostHogClient client = client(name -> new InetAddress[] {name.equals(HOST) ? address(1) : address(2)});

            // When, Then
            assertThatThrownBy(() -> client.get(reading(port), ""))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessage("the host redirects to elsewhere.example, and redirects are not followed");
            assertThatThrownBy(() -> client.query(reading(port), Map.of(), RowReader.rows()))
                    .isInstanceOf(SourceFailure.class);
            client.close();
        }
        assertThat(arrived).doesNotContain(address(2)).hasSize(10);
    }

    @Test
    void noProxyOfTheSurroundingsComesBetween() throws IOException {
        // Given
        int port = listen(address(1), 0, 200, Map.of());
        int proxy = listen(address(2), 0, 200, Map.of());
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress(address(2), proxy)));
        System.setProperty("http.proxyHost", address(2).getHostAddress());
        System.setProperty("http.proxyPort", String.valueOf(proxy));

        // When
        try {
            PostHogClient client = client(name -> new InetAddress[] {address(1)});
            client.get(reading(port), "");
            client.close();
        } finally {
            ProxySelector.setDefault(before);
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }

        // Then
        assertThat(arrived).containsExactly(address(1));
    }

    @Test
    void whileTheServiceEndsAnAnswerIsWaitedForAndAtLastBrokenOff() throws Exception {
        // Given
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(address(1), 0), 0);
        server.createContext("/", exchange -> {
            asked.countDown();
            await(never);
        });
        server.start();
        servers.add(server);
        RequestsUnderWay underWay = new RequestsUnderWay();
        HostGuard guard =
                new HostGuard(new Config(true, Optional.of(Set.of(HOST))), name -> new InetAddress[] {address(1)});
        PostHogClient client = new PostHogClient(guard, TestLimits.of(0.5, 240, 2400), underWay, Clock.systemUTC());
        CompletableFuture<PostHogClient.Answer> answer = CompletableFuture.supplyAsync(
                () -> client.get(reading(server.getAddress().getPort()), ""));
        await(asked);

        // When
        underWay.stop();

        // Then polls go on, and what takes long begins nothing any more
        assertThat(underWay.endsWithin(Duration.ZERO)).isFalse();
        underWay.check(Patience.POLL);
        assertThatThrownBy(() -> underWay.check(Patience.HISTORY)).isInstanceOf(SourceFailure.class);
        underWay.breakOff();
        assertThat(answer)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withMessageContaining("this service ends");
        assertThat(underWay.endsWithin(Duration.ofMinutes(1))).isTrue();
        assertThatThrownBy(() -> underWay.check(Patience.POLL)).isInstanceOf(SourceFailure.class);
        never.countDown();
        client.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PostHogClient client(OutgoingHosts.Lookup lookup) {
        return client(new HostGuard(new Config(true, Optional.of(Set.of(HOST))), lookup));
    }

    private static PostHogClient client(HostGuard guard) {
        return new PostHogClient(guard, TestLimits.of(0.5, 240, 2400), new RequestsUnderWay(), Clock.systemUTC());
    }

    private static Reading reading(int port) {
        return Reading.trial(new Endpoint(URI.create("http://" + HOST + ":" + port), "1", new ApiKey("phx_secret")));
    }

    private int listen(InetAddress address, int port, int status, Map<String, String> headers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        server.createContext("/", exchange -> {
            arrived.add(exchange.getLocalAddress().getAddress());
            exchange.getRequestBody().readAllBytes();
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] body = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }

    /** One of the addresses of this machine itself. */
    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
