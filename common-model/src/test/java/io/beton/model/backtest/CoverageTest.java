package io.beton.model.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final Selector INVITED = Selector.of("invited");
    private static final Outcome PAID = Outcome.of(Selector.of("paid"), 30);
    private static final Design WEEK = new Design.Anchored(Optional.of(Selector.of("signed_up")), 7);
    private static final Claim READ = claim(new Condition.Count(INVITED, 1), WEEK, PAID);

    @Test
    void thresholdsWindowsAndMixturesOfWhatWasReadNeedNothingMore() {
        Condition pair = new Condition.AllOf(
                List.of(new Condition.Count(INVITED, 3), new Condition.AtMost(Selector.of("signed_up"), 1)));
        Design day = new Design.Anchored(Optional.of(INVITED), 1);
        assertThat(gap(claim(pair, day, PAID))).isEmpty();
    }

    @Test
    void whatWasNotReadIsNamed() {
        assertThat(gap(claim(new Condition.Count(Selector.of("shared"), 1), WEEK, PAID))
                        .orElseThrow())
                .startsWith("the selector")
                .contains("shared")
                .endsWith("was not read for req_1");
        assertThat(gap(claim(new Distinct.Values(INVITED, "role", 2), WEEK, PAID))
                        .orElseThrow())
                .startsWith("the values of")
                .contains("role");
        assertThat(gap(claim(new Condition.Count(INVITED, 1), WEEK, Outcome.of(INVITED, 30)))
                        .orElseThrow())
                .startsWith("earlier matches of")
                .contains("invited");
        assertThat(gap(claim(new Condition.Count(INVITED, 1), new Design.Rolling(1, 7), PAID)))
                .contains("activity was not read for req_1");
    }

    @Test
    void anotherHistoryIsToldApart() {
        HistoryRequest other = new HistoryRequest(
                new RequestId("req_2"),
                new ConnectionId("con_1"),
                Purpose.EXPLORE,
                Instant.parse("2026-04-01T00:00:00Z"),
                30,
                candidates(READ));
        assertThat(Coverage.gap(base(), other)).contains("`window_days` is 30, but the history of req_1 is of 90");
        assertThat(Coverage.gap(base().onHistoryOf(new RequestId("req_0")), base()))
                .contains("req_1 read no history of its own; name the request that did");
    }

    private static Optional<String> gap(Claim claim) {
        return Coverage.gap(base(), request("req_2", claim));
    }

    private static HistoryRequest base() {
        return request("req_1", READ);
    }

    private static HistoryRequest request(String id, Claim claim) {
        return new HistoryRequest(
                new RequestId(id),
                new ConnectionId("con_1"),
                Purpose.EXPLORE,
                Instant.parse("2026-04-01T00:00:00Z"),
                90,
                candidates(claim));
    }

    private static List<Candidate> candidates(Claim... claims) {
        return Stream.of(claims)
                .map(claim -> new Candidate(new HypothesisId("hyp_1"), 1, claim, Bar.DEFAULT, true, 1))
                .toList();
    }

    private static Claim claim(Condition condition, Design design, Outcome outcome) {
        return new Claim(Subject.PERSON, condition, design, outcome);
    }
}
