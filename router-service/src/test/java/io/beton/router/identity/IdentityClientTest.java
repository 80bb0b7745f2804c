package io.beton.router.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.SubjectId;
import io.beton.model.identity.IdentityQuestion;
import io.beton.router.IngestStub;
import io.beton.router.sink.AttemptResult;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An ingest that does not say who somebody is may say it later. */
class IdentityClientTest {
    private static final IngestStub INGEST = new IngestStub();
    private static final Duration PATIENT = Duration.ofSeconds(30);
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

    private static Asked ask(String url, Duration timeout) {
        return new IdentityClient(new ClientSettings(URI.create(url), Optional.of(IngestStub.TOKEN), timeout))
                .ask(
                        new ConnectionId("con"),
                        new IdentityQuestion(Subject.PERSON, List.of(new SubjectId("ann")), Set.of("email"), false));
    }

    private static void assertAgain(Asked asked, String said) {
        assertThat(asked).isInstanceOfSatisfying(Asked.Untold.class, untold -> {
            assertThat(untold.result()).isInstanceOf(AttemptResult.TryAgain.class);
            assertThat(untold.result().said()).contains(said).doesNotContain("acme");
        });
    }
}
