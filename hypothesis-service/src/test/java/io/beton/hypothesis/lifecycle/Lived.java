package io.beton.hypothesis.lifecycle;

import static io.beton.hypothesis.Company.SOON;
import static org.awaitility.Awaitility.await;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Numbers;
import io.beton.hypothesis.Rest;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.backtest.Verdict;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import java.util.Map;

/** Hypotheses of a company of their own that live by what a person and the other services send. */
final class Lived {
    static final Map<String, Object> AGREED = Map.of("by", "Ada", "comment", "agreed");
    private static final int WINDOW_DAYS = 60;

    private final Company company = Company.here().connected();
    private final String goal = Rest.goal(company.connection());

    Company company() {
        return company;
    }

    String goal() {
        return goal;
    }

    String proposed() {
        return Rest.hypothesis(company.connection(), goal);
    }

    String scored(Verdict verdict) {
        String id = proposed();
        answer(id, verdict);
        return id;
    }

    String live() {
        String id = scored(Verdict.PASSED);
        Rest.post("/hypotheses/" + id + "/approve", AGREED).statusCode(200);
        awaitSaid(id, HypothesisState.LIVE);
        return id;
    }

    /** Has it tested, and answers. */
    void answer(String id, Verdict verdict) {
        company.answerAll(backtest(id), verdict, candidate -> Numbers.of(60, 150, 3));
        await().atMost(SOON).until(() -> Rest.status(id).equals("scored"));
        awaitSaid(id, HypothesisState.SCORED);
    }

    /** Has it tested. */
    HistoryRequest backtest(String id) {
        String request = Rest.post("/hypotheses/" + id + "/backtest", Map.of("window_days", WINDOW_DAYS))
                .statusCode(202)
                .extract()
                .path("request_id");
        return company.request(
                Purpose.BACKTEST, found -> found.requestId().value().equals(request));
    }

    void awaitSaid(String id, HypothesisState state) {
        await().atMost(SOON)
                .until(() -> company.said().stream()
                        .filter(said -> said.hypothesisId().value().equals(id))
                        .anyMatch(said -> said.status() == state));
    }

    /** What was said of it last. */
    Hypothesis last(String id) {
        return company.said().stream()
                .filter(said -> said.hypothesisId().value().equals(id))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
