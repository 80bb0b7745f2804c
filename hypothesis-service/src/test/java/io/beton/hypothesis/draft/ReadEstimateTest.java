package io.beton.hypothesis.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.backtest.Candidate;
import io.beton.model.backtest.HistoryRequest;
import io.beton.model.backtest.Purpose;
import io.beton.model.connection.Taxonomy;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadEstimateTest {
    private static final ConnectionId CONNECTION = new ConnectionId("con_1");
    private static final Taxonomy TAXONOMY = new Taxonomy(
            CONNECTION,
            Instant.EPOCH,
            List.of(
                    new Taxonomy.EventType("opened", 600_000, 4_000),
                    new Taxonomy.EventType("signed_up", 1_000, 1_000),
                    new Taxonomy.EventType("invited", 500, 200, Map.of("team", 50L)),
                    new Taxonomy.EventType("bought", 100, 90),
                    new Taxonomy.EventType("$identify", 1_000_000, 5_000)),
            List.of(),
            List.of(),
            List.of(new Taxonomy.GroupType("team", 0)));

    private static final Design AFTER_SIGN_UP = new Design.Anchored(Optional.of(Selector.of("signed_up")), 7);

    @Test
    void fewEventsAreReadMonthByMonthAndEarlierOutcomesAtOnce() {
        // When
        ReadEstimate estimate = estimate(Subject.PERSON, count("invited"), AFTER_SIGN_UP);

        // Then
        assertThat(estimate.events()).isEqualTo(3 * 1_600);
        assertThat(estimate.subjects()).hasValue(1_000);
        assertThat(estimate.queries()).isEqualTo(1 + 3 + 1);
        assertThat(estimate.bytes()).isEqualTo(4_800 * (44 + 68) + 4_800 * 365 / 90 * 44);
    }

    @Test
    void manyEventsAreReadInSlicesThatAPageHoldsAndDaysThatTakeSeveralAreLookedAtAsOften() {
        // When
        ReadEstimate estimate = estimate(Subject.PERSON, count("opened"), AFTER_SIGN_UP);

        // Then
        assertThat(estimate.events()).isEqualTo(3 * 601_100);
        assertThat(estimate.queries()).isEqualTo(1 + 90 + 1);
        ReadEstimate busy = ReadEstimate.of(request(Subject.PERSON, count("opened"), AFTER_SIGN_UP), times(100));
        assertThat(busy.queries()).isEqualTo(1 + 4_509 + 1);
        assertThat(busy.bytes()).isEqualTo(180_330_000L * (44 + 68 * 51) + 180_330_000L * 365 / 90 * 44);
    }

    @Test
    void activityIsThatOfAllCountedEvents() {
        // When
        ReadEstimate estimate = estimate(Subject.PERSON, count("invited"), new Design.Rolling(1, 14));

        // Then
        assertThat(estimate.events()).isEqualTo(3 * 600);
        assertThat(estimate.subjects()).hasValue(4_000);
        assertThat(estimate.bytes()).isGreaterThan(3 * 601_600 * (44 + 68 + 52));
    }

    @Test
    void aPropertyOfAnEventCostsAsMuchAsAll() {
        // Given
        PropertyFilter byAdmins = new PropertyFilter(
                PropertyFilter.Scope.EVENT, Optional.empty(), "role", PropertyFilter.Operator.EQ, Optional.of("admin"));

        // When
        ReadEstimate estimate = estimate(
                Subject.PERSON, new Condition.Count(new Selector("invited", List.of(byAdmins)), 1), AFTER_SIGN_UP);

        // Then
        assertThat(estimate.bytes()).isGreaterThan(4_800 * 4_000);
    }

    @Test
    void groupsAreThoseOfTheirType() {
        assertThat(estimate(Subject.group("team"), count("invited"), AFTER_SIGN_UP)
                        .subjects())
                .hasValue(50);
        assertThat(estimate(Subject.group("other"), count("invited"), AFTER_SIGN_UP)
                        .subjects())
                .isEmpty();
    }

    private static Taxonomy times(int factor) {
        return new Taxonomy(
                CONNECTION,
                Instant.EPOCH,
                TAXONOMY.events().stream()
                        .map(event -> new Taxonomy.EventType(event.name(), event.volume() * factor, event.subjects()))
                        .toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Condition count(String event) {
        return new Condition.Count(Selector.of(event), 1);
    }

    private static ReadEstimate estimate(Subject subject, Condition condition, Design design) {
        return ReadEstimate.of(request(subject, condition, design), TAXONOMY);
    }

    private static HistoryRequest request(Subject subject, Condition condition, Design design) {
        Claim claim = new Claim(subject, condition, design, Outcome.of(Selector.of("bought"), 30));
        return new HistoryRequest(
                new RequestId("req_1"),
                CONNECTION,
                Purpose.BACKTEST,
                Instant.EPOCH,
                90,
                List.of(new Candidate(new HypothesisId("hyp_1"), 1, claim, Bar.DEFAULT, false, 1)));
    }
}
