package io.beton.ingest.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.ingest.posthog.SizeQuery;
import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.HypothesisId;
import io.beton.model.id.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryEstimateTest {
    private static final int PAGE = 50_000;
    private static final Selector NARROW = Selector.of("invited");
    private static final Selector WIDE = new Selector(
            "invited",
            List.of(new PropertyFilter(
                    PropertyFilter.Scope.EVENT,
                    Optional.empty(),
                    "role",
                    PropertyFilter.Operator.EQ,
                    Optional.of("admin"))));

    @Test
    void tenMillionEventsInNarrowColumns() {
        // Given: PostHog looked at 20 million rows of 44 bytes to find 10 million
        HistoryRequest request = request(NARROW, Optional.of(Selector.of("signed_up")));
        HistorySize size = size(10_000_000, 880_000_000);

        // When
        HistoryEstimate estimate = estimate(request, size);

        // Then: 40,000 events a query, parts of a day three times as dear, and a year before it for the outcome
        assertThat(estimate.events()).isEqualTo(10_000_000);
        assertThat(estimate.cost().queries()).isEqualTo(251);
        assertThat(estimate.cost().bytes()).isEqualTo(3 * 20_000_000L * (44 + 24) + 20_000_000L * 365 / 90 * 44);
    }

    @Test
    void slicesOfWholeDaysAreSomeMore() {
        // When: 40,000 events are 3.6 days
        HistoryEstimate estimate = estimate(request(NARROW, Optional.of(NARROW)), size(1_000_000, 0));

        // Then
        assertThat(estimate.cost().queries()).isEqualTo(30 + 1);
        assertThat(estimate.cost().bytes()).isEqualTo(1_000_000L * (44 + 24) + 1_000_000L * 365 / 90 * 44);
    }

    @Test
    void aPropertyCostsAsMuchAsAllOfThem() {
        // Given
        HistorySize size = size(30_000, 0);

        // When
        long narrow =
                estimate(request(NARROW, Optional.of(NARROW)), size).cost().bytes();
        long wide = estimate(request(WIDE, Optional.of(NARROW)), size).cost().bytes();

        // Then
        assertThat(wide - narrow).isEqualTo(30_000 * 2000L);
    }

    @Test
    void activityIsReadToo() {
        // Given
        HistorySize size = new HistorySize(new SizeQuery.Size(10_000, 5_000_000, 60_000), new HistoryCost(1, 0));

        // When
        HistoryEstimate estimate = estimate(request(NARROW, Optional.empty()), size);

        // Then: at most every counted event is a day of somebody
        assertThat(estimate.cost().queries()).isEqualTo(3 + 125 + 1);
    }

    @Test
    void whatIsTooMuchIsRefusedWithWhatToDo() {
        // Given
        HistoryRequest request = request(WIDE, Optional.of(NARROW));
        HistoryEstimate estimate = estimate(request, size(100_000_000, 0));

        // When
        String refusal = new HistoryBudget(new HistoryCost(2_400, 240_000_000_000L))
                .refusal(estimate, request.windowDays())
                .orElseThrow();

        // Then
        assertThat(refusal)
                .contains("100,000,000 events of 90 days would take about 2,501 queries, and 2,400 is the most")
                .contains(" GB, and 240 GB is the most (beton.ingest.history.max-bytes)")
                .contains("shorter window (about ")
                .contains("fewer selectors with property filters");
    }

    @Test
    void whatFitsIsNotRefused() {
        // Given
        HistoryRequest request = request(NARROW, Optional.of(NARROW));

        // When, Then
        assertThat(new HistoryBudget(new HistoryCost(2_400, 240_000_000_000L))
                        .refusal(estimate(request, size(10_000_000, 0)), request.windowDays()))
                .isEmpty();
    }

    private static HistoryEstimate estimate(HistoryRequest request, HistorySize size) {
        return HistoryEstimate.of(request, size, new HistorySlices(request, request.windowEnd(), PAGE));
    }

    private static HistorySize size(long events, long bytes) {
        return new HistorySize(new SizeQuery.Size(events, events, 1000), new HistoryCost(1, bytes));
    }

    private static HistoryRequest request(Selector counted, Optional<Selector> anchor) {
        Claim claim = new Claim(
                Subject.PERSON,
                new Condition.Count(counted, 1),
                new Design.Anchored(anchor, 7),
                Outcome.of(Selector.of("paid"), 7));
        return new HistoryRequest(
                new RequestId("req_1"),
                new ConnectionId("con_1"),
                Purpose.BACKTEST,
                Instant.parse("2026-04-01T00:00:00Z"),
                90,
                List.of(new Candidate(new HypothesisId("hyp_1"), 1, claim, Bar.DEFAULT, false, 1)));
    }
}
