package io.beton.hypothesis.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.beton.kit.store.Page;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.SubjectId;
import io.beton.model.signal.Members;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterClientTest {
    private static final HypothesisId HYPOTHESIS = new HypothesisId("hyp_1");
    private static final Optional<Instant> APPROVED = Optional.of(Instant.parse("2026-11-01T00:00:00Z"));
    private static final Page.Cut CUT = Page.Cut.of(Optional.of("7"), 2);

    private HttpServer router;
    private RouterClient client;
    private volatile String asked;
    private volatile String shown;
    private volatile int status = 200;
    /** How much more of a body is announced than comes. */
    private volatile int announced;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile String answer = """
            {"items": [{"subject_id": "ann", "fired_at": "2026-10-31T15:00:00Z"}], "next_cursor": "9", "warm": true,
             "more": "of a later router"}""";

    @BeforeEach
    void startRouter() throws IOException {
        router = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        router.createContext("/", exchange -> {
            asked = exchange.getRequestURI().toString();
            shown = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length + announced);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            if (announced > 0) {
                awaitEnd();
            }
            exchange.close();
        });
        router.start();
        client = new RouterClient(at(Optional.empty()));
    }

    @AfterEach
    void endRouter() {
        over.countDown();
        router.stop(0);
    }

    @Test
    void membersAreWhatTheRouterSays() {
        // When
        client.members(HYPOTHESIS, Optional.empty(), CUT);
        // Then
        assertThat(asked).isEqualTo("/api/v1/hypotheses/hyp_1/members?cursor=7&limit=2");
        // When
        Members members = client.members(HYPOTHESIS, APPROVED, CUT);
        // Then
        assertThat(asked).startsWith("/api/v1/hypotheses/hyp_1/members?cursor=7&limit=2&since=2026-11-01T00");
        assertThat(members)
                .isEqualTo(new Members(
                        List.of(new Members.Member(new SubjectId("ann"), Instant.parse("2026-10-31T15:00:00Z"))),
                        Optional.of("9"),
                        true));
    }

    @ParameterizedTest
    @CsvSource({"500, {}, answered 500", "404, {}, answered 404", "200, not JSON, did not answer as it should"})
    void aRouterThatDoesNotAnswerAsItShouldIsAProblemThatSaysWhatToDo(int code, String body, String said) {
        // Given
        status = code;
        answer = body;
        // Then
        assertAway(said);
    }

    @Test
    void aRouterThatIsAwayIsAProblemThatSaysWhatToDo() {
        // Given
        router.stop(0);
        // Then
        assertAway("did not answer as it should");
    }

    /** What has begun to answer may still never end. */
    @Test
    void anAnswerWithoutAnEndIsNotWaitedFor() {
        // Given
        announced = 1;
        client = new RouterClient(new At(
                URI.create("http://localhost:" + router.getAddress().getPort()),
                Optional.empty(),
                Duration.ofMillis(200)));
        // Then
        assertAway("did not answer as it should");
    }

    @Test
    void aRouterWithAccessControlIsShownTheToken() {
        // Given
        client = new RouterClient(at(Optional.of("a-token-of-the-router\n")));
        // When
        client.members(HYPOTHESIS, APPROVED, CUT);
        // Then
        assertThat(shown).isEqualTo("Bearer a-token-of-the-router");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRouterThatLetsUsNotInIsAProblemThatNamesTheToken(int code) {
        // Given
        status = code;
        // Then
        assertThatThrownBy(() -> client.members(HYPOTHESIS, APPROVED, CUT))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(503);
                    assertThat(problem.getDetail()).contains("let us not in", "beton.hypothesis.router.token");
                });
    }

    @Test
    void aTokenThatIsNoneIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> new RouterClient(at(Optional.of("se cret"))))
                .hasMessageContaining("beton.hypothesis.router.token")
                .hasMessageNotContaining("se cret");
    }

    @Test
    void itIsLookedForAtItsUsualPort() {
        // When
        RouterConfig config = new SmallRyeConfigBuilder()
                .withMapping(RouterConfig.class)
                .build()
                .getConfigMapping(RouterConfig.class);
        // Then
        assertThat(config.url()).hasToString("http://localhost:8084");
        assertThat(config.token()).isEmpty();
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    private At at(Optional<String> token) {
        return new At(URI.create("http://localhost:" + router.getAddress().getPort()), token, Duration.ofSeconds(10));
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertAway(String said) {
        assertThatThrownBy(() -> client.members(HYPOTHESIS, APPROVED, CUT))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> {
                    assertThat(problem.getStatusCode()).isEqualTo(503);
                    assertThat(problem.getDetail()).contains("http://localhost:", said, "beton.hypothesis.router.url");
                });
    }

    private record At(URI url, Optional<String> token, Duration timeout) implements RouterConfig {}
}
