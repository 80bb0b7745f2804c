package io.beton.hypothesis;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Measures;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.servers.Servers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged service, killed in the middle of everything, goes on where it was. */
class RestartIT {
    private final String kafka = Servers.bootstrapServers();
    private final Servers.Database database = Servers.freshDatabase();
    private final Company company = new Company(kafka);

    @Test
    void anExplorationThatIsKilledAgainAndAgainEndsAsIfNothingHadHappened() throws IOException {
        // Given
        String exploration;
        HistoryRequest explore;
        try (ServiceProcess first = ServiceProcess.start(kafka, database)) {
            company.connected().uses("signed_up", "invite_sent", "report_shared", "page_opened", "subscribed");
            exploration = Rest.post("/explorations", Map.of("goal_id", Rest.goal(company.connection())))
                    .statusCode(202)
                    .extract()
                    .path("exploration_id");
            explore = company.request(Purpose.EXPLORE, found -> true);
            company.score(explore, 0, 20, RestartIT::inviting);
            await().atMost(SOON).until(() -> storedScores() == 20);
            first.kill();
        }
        company.score(explore, 20, explore.candidates().size(), RestartIT::inviting);
        // When
        try (ServiceProcess second = ServiceProcess.start(kafka, database)) {
            company.request(Purpose.EXPLORE, found -> !found.readsSource());
            second.kill();
        }
        HistoryRequest backtest;
        try (ServiceProcess between = ServiceProcess.start(kafka, database)) {
            backtest = company.searched(1, RestartIT::inviting);
            between.kill();
        }
        company.answerAll(backtest, Verdict.PASSED, candidate -> Numbers.of(60, 150, 3));
        String best;
        try (ServiceProcess third = ServiceProcess.start(kafka, database)) {
            await().atMost(SOON).until(() -> status(exploration).equals("done"));
            best = Rest.get("/explorations/" + exploration).extract().path("hypotheses[0]");
            Rest.post("/hypotheses/" + best + "/approve").statusCode(200);
            third.kill();
        }
        try (ServiceProcess fourth = ServiceProcess.start(kafka, database)) {
            await().atMost(SOON).until(() -> states(best).contains(HypothesisState.LIVE));
            fourth.kill();
        }
        // Then
        assertThat(states(best))
                .containsExactly(
                        HypothesisState.PROPOSED,
                        HypothesisState.BACKTESTING,
                        HypothesisState.SCORED,
                        HypothesisState.APPROVED,
                        HypothesisState.LIVE);
        assertThat(company.requests(Purpose.BACKTEST).stream().distinct()).hasSize(1);
        assertThat(company.requests(Purpose.WARM_UP).stream().distinct()).hasSize(1);
        assertThat(backtest.candidates()).hasSize(2);
    }

    /** What was said of a hypothesis; what is said twice in a row after a crash counts once. */
    private List<HypothesisState> states(String hypothesis) {
        return company.said().stream()
                .filter(said -> said.hypothesisId().value().equals(hypothesis))
                .map(Hypothesis::status)
                .distinct()
                .toList();
    }

    private long storedScores() throws SQLException {
        try (Connection sql = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = sql.createStatement();
                ResultSet row =
                        statement.executeQuery("select coalesce(sum(length), 0) from hypothesis.search_score")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String status(String exploration) {
        return Rest.get("/explorations/" + exploration).extract().path("status");
    }

    private static Measures inviting(Claim claim) {
        if (!(claim.condition() instanceof Condition.Count count)
                || count.atLeast() > 1
                || claim.outcome().repeatable()
                || claim.design().evidenceDays() != 7) {
            return Numbers.of(
                    claim.outcome().repeatable() ? 0 : 10, claim.outcome().repeatable() ? 5 : 100, 0.5);
        }
        return switch (count.selector().event()) {
            case "invite_sent" -> Numbers.of(60, 200, 2);
            case "report_shared" -> Numbers.of(40, 200, 1.5);
            default -> Numbers.of(10, 200, 0.5);
        };
    }
}
