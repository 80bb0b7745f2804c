package io.beton.hypothesis.lifecycle;

import static io.beton.hypothesis.Company.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.beton.hypothesis.Company;
import io.beton.hypothesis.Rest;
import io.beton.hypothesis.store.Turn;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.servers.QuarkusServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step in every state: what is allowed happens and is recorded, what is not is a 409 and changes nothing. */
@QuarkusTest
@QuarkusTestResource(QuarkusServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransitionsIT {
    private static final Map<HypothesisState, List<Step>> ALLOWED = Map.of(
            HypothesisState.PROPOSED, List.of(Step.BACKTEST, Step.REJECT, Step.EDIT, Step.REWORD),
            HypothesisState.BACKTESTING, List.of(Step.REWORD),
            HypothesisState.SCORED, List.of(Step.BACKTEST, Step.APPROVE, Step.REJECT, Step.EDIT, Step.REWORD),
            HypothesisState.APPROVED, List.of(Step.RETIRE, Step.REWORD),
            HypothesisState.LIVE, List.of(Step.PAUSE, Step.RETIRE, Step.REWORD),
            HypothesisState.PAUSED, List.of(Step.RESUME, Step.RETIRE, Step.EDIT, Step.REWORD),
            HypothesisState.RETIRED, List.of(),
            HypothesisState.REJECTED, List.of());

    @Inject
    Lives lives;

    @Inject
    DataSource source;

    private final Company company = Company.here();
    private Connection turn;
    private String goal;

    /** While the test has the turn of upkeep, nothing that is approved goes live by itself. */
    @BeforeAll
    void stopTheUpkeep() throws SQLException {
        turn = source.getConnection();
        turn.setAutoCommit(false);
        await().atMost(SOON).until(() -> Turn.taken(turn));
    }

    @BeforeEach
    void connect() {
        goal = Rest.goal(company.connected().connection());
    }

    @AfterAll
    void goOn() throws SQLException {
        turn.rollback();
        turn.close();
    }

    static Stream<Arguments> everyStepInEveryState() {
        return Arrays.stream(HypothesisState.values())
                .flatMap(state -> Arrays.stream(Step.values()).map(step -> Arguments.of(state, step)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyStepInEveryState")
    void eachStateAllowsItsStepsAndNoOthers(HypothesisState state, Step step) {
        // Given
        String id = lives.in(state, company.connection(), goal);
        int steps = audit(id).size();
        String tag = tag(id);

        // When
        ValidatableResponse answer = step.take(id);

        // Then
        if (ALLOWED.get(state).contains(step)) {
            answer.statusCode(step.answer);
            assertThat(Rest.status(id)).isEqualTo(StateName.of(step.leadsTo(state)));
            assertThat(audit(id)).hasSize(steps + 1).last().satisfies(entry -> {
                assertThat(entry.get("from")).isEqualTo(StateName.of(state));
                assertThat(entry.get("to")).isEqualTo(StateName.of(step.leadsTo(state)));
            });
        } else {
            answer.statusCode(409)
                    .contentType("application/problem+json")
                    .body("from", is(StateName.of(state)))
                    .body("detail", notNullValue());
            assertThat(tag(id)).isEqualTo(tag);
            assertThat(audit(id)).hasSize(steps);
        }
    }

    private static List<Map<String, Object>> audit(String id) {
        return Rest.get("/hypotheses/" + id + "/audit").extract().path("items");
    }

    private static String tag(String id) {
        return Rest.get("/hypotheses/" + id).statusCode(200).extract().header("ETag");
    }

    /** What a person can do with a hypothesis. */
    enum Step {
        BACKTEST(202, state -> HypothesisState.BACKTESTING),
        APPROVE(200, state -> HypothesisState.APPROVED),
        REJECT(200, state -> HypothesisState.REJECTED),
        PAUSE(200, state -> HypothesisState.PAUSED),
        RESUME(200, state -> HypothesisState.LIVE),
        RETIRE(200, state -> HypothesisState.RETIRED),
        EDIT(200, state -> HypothesisState.PROPOSED) {
            @Override
            ValidatableResponse take(String id) {
                return Rest.patch(
                        "/hypotheses/" + id,
                        Map.of("condition", Map.of("count", Map.of("event", "invite_sent"), "at_least", 3)));
            }
        },
        REWORD(200, state -> state) {
            @Override
            ValidatableResponse take(String id) {
                return Rest.patch("/hypotheses/" + id, Map.of("hypothesis", "Who invites, and again"));
            }
        };

        private final int answer;
        private final Function<HypothesisState, HypothesisState> next;

        Step(int answer, Function<HypothesisState, HypothesisState> next) {
            this.answer = answer;
            this.next = next;
        }

        ValidatableResponse take(String id) {
            return Rest.post("/hypotheses/" + id + "/" + name().toLowerCase(Locale.ROOT));
        }

        HypothesisState leadsTo(HypothesisState from) {
            return next.apply(from);
        }
    }
}
