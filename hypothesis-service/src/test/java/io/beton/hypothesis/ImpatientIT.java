package io.beton.hypothesis;

import static io.beton.hypothesis.Company.SOON;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that do not come are not waited for. */
@QuarkusTest
@TestProfile(ImpatientIT.Impatient.class)
@QuarkusTestResource(QuarkusServers.class)
class ImpatientIT {
    private Company company;
    private String goal;

    @BeforeEach
    void connect() {
        company = Company.here().connected().uses("signed_up", "invite_sent", "subscribed");
        goal = Rest.goal(company.connection());
    }

    @Test
    void aBacktestWithoutAnAnswerIsGivenUpAndCanBeAskedForAgain() {
        // Given
        String id = Rest.hypothesis(company.connection(), goal);
        // When
        String request = Rest.post("/hypotheses/" + id + "/backtest").extract().path("request_id");
        await().atMost(SOON).until(() -> steps(id) == 3);
        // Then
        Rest.get("/hypotheses/" + id + "/audit")
                .body("items[-1].to", is("proposed"))
                .body("items[-1].request_id", is(request))
                .body("items[-1].comment", is("the backtest did not answer within PT1S; ask again"));
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
        Rest.get("/explorations/" + exploration).body("failure", containsString("PT1S"));
    }

    private static int steps(String id) {
        return Rest.get("/hypotheses/" + id + "/audit")
                .extract()
                .<List<?>>path("items")
                .size();
    }

    /** Short enough for a test to wait for. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "beton.hypothesis.backtest-timeout", "PT1S",
                    "beton.hypothesis.exploration.timeout", "PT1S");
        }
    }
}
