package io.beton.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.beton.model.Topics;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each loss comes about in a running system, with what happens meanwhile and what its operator does. */
final class Striking {
    private final LossesIT system;
    private final Losing losing;

    Striking(LossesIT system, Losing losing) {
        this.system = system;
        this.losing = losing;
    }

    void strike(Loss loss) {
        switch (loss) {
            case CONNECTIONS, TAXONOMY -> {
                losing.stop("hypothesis", "router");
                losing.topic(loss.topic().orElseThrow());
                losing.start("hypothesis", "router");
                outcomeIsGuessed();
            }
            case HYPOTHESES -> {
                losing.stop("ingest", "hypothesis", "router");
                losing.topic(Topics.HYPOTHESES);
                losing.start("ingest");
                system.happens(WholeSystem.newcomers(loss + "-while", LossesIT.PEOPLE));
                losing.start("hypothesis", "router");
            }
            case HISTORY_REQUESTS -> {
                Hypothesis scored = system.backtested("requests late", count("invite_sent", 8), WholeSystem.SIGNED_UP);
                losing.stop("ingest", "router");
                Hypothesis late = system.product.approved(scored.hypothesisId().toString());
                losing.topic(Topics.HISTORY_REQUESTS);
                losing.start("ingest", "router");
                untilWarm(late);
            }
            case HISTORY -> {
                Hypothesis scored = system.backtested("history late", count("invite_sent", 9), WholeSystem.SIGNED_UP);
                losing.stop("router");
                long before = losing.end(Topics.HISTORY);
                Hypothesis late = system.product.approved(scored.hypothesisId().toString());
                losing.untilGrown(Topics.HISTORY, before);
                losing.topic(Topics.HISTORY);
                losing.start("router");
                untilWarm(late);
            }
            case BACKTEST_PARTIALS -> {
                losing.topic(Topics.BACKTEST_PARTIALS);
                system.backtested("partials late", count("invite_sent", 7), WholeSystem.SIGNED_UP);
            }
            case BACKTESTS -> resultIsLost();
            case SEARCH_SCORES -> {
                losing.topic(Topics.SEARCH_SCORES);
                system.product.explored(system.goal, system.asOf, WholeSystem.WINDOW_DAYS);
            }
            case EVENTS -> {
                losing.stop("router");
                system.happens(WholeSystem.newcomers(loss + "-while", LossesIT.PEOPLE));
                losing.untilPolled();
                losing.topic(Topics.EVENTS);
                losing.start("router");
            }
            case SIGNALS -> losing.topic(Topics.SIGNALS);
            case DEAD_LETTERS -> {
                losing.topic(Topics.EVENTS.deadLetter());
                losing.send(Topics.EVENTS, "no batch");
                losing.untilGrown(Topics.EVENTS.deadLetter(), 0);
            }
            case BROKER -> {
                losing.broker();
                losing.stopAll();
                losing.startAll();
            }
            case ROUTER -> {
                losing.stop("router");
                losing.schema("router");
                losing.start("router");
                system.product.sink(system.receiver.address());
            }
            case INGEST -> {
                losing.stop("ingest");
                losing.schema("ingest");
                losing.start("ingest");
                losing.giveKey(system.connection);
            }
            case RESTORED -> {
                losing.stopAll();
                losing.backUp();
                losing.startAll();
                system.happens(WholeSystem.newcomers(loss + "-since", LossesIT.PEOPLE));
                system.untilSaid();
                losing.untilTold();
                losing.stopAll();
                losing.restore();
                losing.startAll();
            }
            case HYPOTHESIS -> {
                losing.stop("hypothesis");
                losing.setAside("hypothesis");
                losing.start("hypothesis");
                losing.untilNothingIsMatched(system.inviting);
                losing.untilPolled();
                system.happens(WholeSystem.newcomers(loss + "-while", LossesIT.PEOPLE));
                losing.untilPolled();
                losing.stop("hypothesis");
                losing.bringBack("hypothesis");
                losing.start("hypothesis");
                List.of(system.inviting, system.reporting).forEach(losing::pauseAndResume);
            }
            case DATABASE -> {
                losing.stopAll();
                losing.database();
                losing.startAll();
                losing.giveKey(system.connection);
                losing.untilNothingIsMatched(system.inviting);
            }
        }
    }

    /** Its result is published while nobody listens, and lost. */
    private void resultIsLost() {
        String id = system.product.hypothesis(
                system.connection, system.goal, "result late", count("invite_sent", 6), WholeSystem.SIGNED_UP, 7);
        Api hypotheses = new Api(system.system.uri("hypothesis"));
        String path = "/api/v1/hypotheses/" + id;
        long before = losing.end(Topics.BACKTESTS);
        losing.stop("backtest");
        hypotheses.post(path + "/backtest", Map.of("as_of", system.asOf, "window_days", WholeSystem.WINDOW_DAYS));
        losing.untilGrown(Topics.HISTORY_REQUESTS, 0);
        await().atMost(WholeSystem.LONGEST)
                .until(() -> hypotheses.get(path).path("status").asText(), "backtesting"::equals);
        losing.untilTold();
        losing.stop("hypothesis");
        losing.start("backtest");
        losing.untilGrown(Topics.BACKTESTS, before);
        losing.topic(Topics.BACKTESTS);
        losing.start("hypothesis");
        await().atMost(LossesIT.LONGEST_HEALING)
                .until(() -> hypotheses.get(path).path("status").asText(), "proposed"::equals);
        system.product.backtested(id, system.asOf, WholeSystem.WINDOW_DAYS);
    }

    /** Which it can be of a connection and a taxonomy that are known alone. */
    private void outcomeIsGuessed() {
        Api hypotheses = new Api(system.system.uri("hypothesis"));
        Map<String, Object> body = Map.of(
                "connection_id",
                system.connection,
                "name",
                "guessed",
                "kind",
                "conversion",
                "horizon_days",
                WholeSystem.HORIZON_DAYS);
        JsonNode made = await().atMost(WholeSystem.LONGEST)
                .ignoreExceptions()
                .until(() -> hypotheses.postUnless(409, "/api/v1/goals", body), Optional::isPresent)
                .orElseThrow();
        assertThat(made.path("outcome").path("event").asText()).isEqualTo("subscribed");
    }

    private void untilWarm(Hypothesis late) {
        Api hypotheses = new Api(system.system.uri("hypothesis"));
        String path = "/api/v1/hypotheses/" + late.hypothesisId() + "/members?limit=1";
        await().atMost(LossesIT.LONGEST_HEALING)
                .until(() -> hypotheses.get(path).path("warm").asBoolean());
        assertThat(system.product.metrics("hypothesis")).contains("beton_warm_ups_asked_again_total");
        assertThat(late.status()).isEqualTo(HypothesisState.LIVE);
    }

    static Map<String, Object> count(String event, int atLeast) {
        return Map.of("count", Map.of("event", event), "at_least", atLeast);
    }
}
