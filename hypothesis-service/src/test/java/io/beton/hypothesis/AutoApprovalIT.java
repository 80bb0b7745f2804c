package io.beton.hypothesis;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project that trusts verdicts. */
@QuarkusTest
@TestProfile(AutoApprovalIT.Trusting.class)
@QuarkusTestResource(QuarkusServers.class)
class AutoApprovalIT {
    private Company company;
    private String goal;

    @BeforeEach
    void connect() {
        company = Company.here().connected();
        goal = Rest.goal(company.connection());
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

    /** Approves by itself. */
    public static final class Trusting implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("beton.hypothesis.auto-approve-passed", "true");
        }
    }
}
