package io.beton.router.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.identity.IdentityQuestion;
import io.beton.router.IngestStub;
import io.beton.router.sink.AttemptResult;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ingest that does not say who somebody is may say it later. */
class IdentityClientTest {
    private static final IngestStub INGEST = new IngestStub();
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final ConnectionId CONNECTION = new ConnectionId("con");
    private static final IdentityQuestion QUESTION =
            new IdentityQuestion(Subject.PERSON, List.of(new SubjectId("ann")), Set.of("email"), false);
    private static String url;

    @BeforeAll
    static void start() {
        url = INGEST.start().get("beton.router.identity.url");
    }

    @AfterAll
    static void stop() {
        INGEST.stop();
    }

    @BeforeEach
    void forget() {
        IngestStub.forget();
    }

    @Test
    void oneThatHangsIsCutOff() {
        IngestStub.hangs();
        assertAgain(ask(url, Duration.ofMillis(300)), "no answer within PT0.3S");
    }

    @Test
    void oneThatIsNotItselfIsNotRepeated() {
        IngestStub.answers(200, List.of("ann@acme.example"));
        assertAgain(ask(url + "/", PATIENT), "not understood");
        IngestStub.answers(500, "ann@acme.example");
        assertAgain(ask(url, PATIENT), "answered 500");
    }

    @Test
    void oneThatIsAwayIsAskedAgainLater() {
        assertAgain(ask("http://localhost:1", PATIENT), "ConnectException");
    }

    @Test
    void aTokenFromAFileEndsWithALineThatIsNotSent() {
        // When
        client(url, IngestStub.TOKEN + "\n", PATIENT).ask(CONNECTION, QUESTION);
        // Then
        assertThat(IngestStub.got().get(0).authorization()).isEqualTo("Bearer " + IngestStub.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"too short", "0123456789abcdef\n0123456789abcdef", "0123456789abcdef0123456789abcdeé"})
    void oneThatCannotBeSentIsNotRepeatedWhereThatIsSaid(String token) {
        assertThatThrownBy(() -> client(url, token, PATIENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("beton.router.identity.token must have at least 32")
                .hasMessageNotContaining(token);
    }

    private static Asked ask(String url, Duration timeout) {
        return client(url, IngestStub.TOKEN, timeout).ask(CONNECTION, QUESTION);
    }

    private static IdentityClient client(String url, String token, Duration timeout) {
        return new IdentityClient(new ClientSettings(URI.create(url), Optional.of(token), timeout), Clock.systemUTC());
    }

    private static void assertAgain(Asked asked, String said) {
        assertThat(asked).isInstanceOfSatisfying(Asked.Untold.class, untold -> {
            assertThat(untold.result()).isInstanceOf(AttemptResult.TryAgain.class);
            assertThat(untold.result().said()).contains(said).doesNotContain("acme");
        });
    }
}
