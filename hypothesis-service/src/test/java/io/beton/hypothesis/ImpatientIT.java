package io.beton.hypothesis;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.beton.kit.kafka.KafkaClients;
import io.beton.kit.kafka.Publisher;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project that waits for nobody: answers are given up soon, and what passed is approved at once. */
@QuarkusTest
@TestProfile(ImpatientIT.Impatient.class)
@QuarkusTestResource(QuarkusServers.class)
class ImpatientIT {
    @Inject
    Publisher publisher;

    @Inject
    KafkaClients clients;

    private Company company;
    private String goal;

    @BeforeEach
    void connect() {
        company = new Company(publisher, clients).connected().uses("signed_up", "invite_sent", "subscribed");
        goal = Rest.goal(company.connection());
    }

    @Test
    void aBacktestWithoutAnAnswerIsGivenUpAndCanBeAskedForAgain() {
        // Given
        String id = Rest.hypothesis(company.connection(), goal);
        // When
        String request = Rest.post("/hypotheses/" + id + "/backtest").extract().path("request_id");
        await().atMost(SOON).until(() -> Rest.status(id).equals("proposed"));
        // Then
        Rest.get("/hypotheses/" + id + "/audit")
                .body("items[-1].to", is("proposed"))
                .body("items[-1].request_id", is(request))
                .body("items[-1].comment", is("the backtest did not answer within PT3S; ask again"));
        Rest.post("/hypotheses/" + id + "/backtest").statusCode(202);
    }

    @Test
    void anExplorationWithoutAllItsResultsFails() {
        // Given
        String exploration = Rest.post("/explorations", Map.of("goal_id", goal))
                .statusCode(202)
                .extract()
                .path("exploration_id");
        // When
        await().atMost(SOON)
                .until(() -> Rest.get("/explorations/" + exploration)
                        .extract()
                        .path("status")
                        .equals("failed"));
        // Then
        Rest.get("/explorations/" + exploration).body("failure", containsString("PT3S"));
    }

    @Test
    void whatPassedIsApprovedAtOnceAndNothingElse() {
        // Given
        String good = Rest.hypothesis(company.connection(), goal);
        String bad = Rest.hypothesis(company.connection(), goal);
        // When
        company.answerAll(backtest(good), Verdict.PASSED, candidate -> Numbers.of(60, 150, 3));
        company.answerAll(backtest(bad), Verdict.FAILED, candidate -> Numbers.of(60, 150, 3));
        await().atMost(SOON).until(() -> Rest.status(good).equals("live"));
        await().atMost(SOON).until(() -> Rest.status(bad).equals("scored"));
        // Then
        Rest.get("/hypotheses/" + good + "/audit")
                .body("items[-2].to", is("approved"))
                .body("items[-2].who", is("auto-approval"));
        assertThat(company.requests(Purpose.WARM_UP)).hasSize(1);
    }

    private HistoryRequest backtest(String id) {
        String request = Rest.post("/hypotheses/" + id + "/backtest").extract().path("request_id");
        return company.request(
                Purpose.BACKTEST, found -> found.requestId().value().equals(request));
    }

    /** Long enough for a test to answer, short enough for one to wait for. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "beton.hypothesis.auto-approve-passed", "true",
                    "beton.hypothesis.backtest-timeout", "PT3S",
                    "beton.hypothesis.exploration.timeout", "PT3S");
        }
    }
}
