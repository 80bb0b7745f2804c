package io.beton.ingest.posthog;

import io.beton.model.hogql.ClaimQuery;
import io.beton.model.hogql.SubjectColumn;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.CountedProperty;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.Not;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Predicted;
import io.beton.model.hypothesis.PropertyFilter;
import io.beton.model.hypothesis.PropertyFilter.Operator;
import io.beton.model.hypothesis.PropertyFilter.Scope;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Subject;
import io.beton.model.hypothesis.Trend;
import io.beton.model.match.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Hypotheses as the queries that a person is given: each condition, design, outcome and operator of filters once. */
final class GoldenClaims {
    private static final long START = Times.micros(Instant.parse("2026-01-01T07:00:00Z"));
    private static final long AS_OF = START + 12 * Times.DAY;
    private static final Selector A = Selector.of("report_created");
    private static final Selector B = Selector.of("report_shared");
    private static final Outcome PAID = Outcome.of(Selector.of("subscribed"), 3);
    private static final Design ANCHORED = new Design.Anchored(Optional.of(Selector.of("signed_up")), 2);
    private static final Design FIRST_SEEN = new Design.Anchored(Optional.empty(), 2);
    private static final Design ROLLING = new Design.Rolling(2, 4);

    private GoldenClaims() {}

    static Map<String, String> all() {
        Map<String, String> queries = new LinkedHashMap<>();
        claims().forEach((name, claim) -> queries.put(
                name,
                ClaimQuery.of(claim, SubjectColumn.of(claim.subject(), GoldenQueries.GROUP_TYPES), START, AS_OF)));
        return queries;
    }

    private static Map<String, Claim> claims() {
        Condition count = new Condition.Count(A, 2);
        Condition days = new Distinct.Days(A, 3);
        Condition fewAndNone = new Condition.AllOf(List.of(new Condition.AtMost(A, 1), new Not(days)));
        Condition sequence = new Sequence(List.of(A, B), OptionalInt.of(24));
        Condition either = new Condition.AnyOf(
                List.of(new Distinct.Values(B, "page", 2), new Distinct.Values(A, CountedProperty.SESSION, 2)));
        Map<String, Claim> claims = new LinkedHashMap<>();
        claims.put("anchored_count", person(count, ANCHORED, PAID));
        claims.put("anchored_sequence", person(sequence, ANCHORED, PAID));
        claims.put("anchored_filters", person(new Condition.Count(filtered(), 1), ANCHORED, PAID));
        claims.put("anchored_hostile", person(new Condition.Count(GoldenQueries.HOSTILE, 1), ANCHORED, PAID));
        claims.put("first_seen_values", person(either, FIRST_SEEN, PAID));
        claims.put("first_seen_deferred", person(fewAndNone, FIRST_SEEN, PAID));
        claims.put("first_session", person(count, new Design.FirstSession(Optional.of(A)), PAID));
        claims.put("first_session_first_seen", person(count, new Design.FirstSession(Optional.empty()), PAID));
        claims.put("rolling_eager", person(sequence, ROLLING, new Outcome(Predicted.event(B), 3, true)));
        claims.put(
                "rolling_churn_trend",
                person(new Trend(A, Trend.Change.DROP, 50, 2), ROLLING, new Outcome(new Predicted.Churn(), 3, false)));
        claims.put("rolling_team", new Claim(Subject.group("team"), days, ROLLING, PAID));
        claims.put("anchored_team", new Claim(Subject.group("team"), either, ANCHORED, PAID));
        return claims;
    }

    /** Every operator, on every scope. */
    private static Selector filtered() {
        List<PropertyFilter> filters = new ArrayList<>();
        for (Operator op : Operator.values()) {
            Scope scope = Scope.values()[filters.size() % Scope.values().length];
            filters.add(new PropertyFilter(
                    scope,
                    scope == Scope.GROUP ? Optional.of("project") : Optional.empty(),
                    "some property",
                    op,
                    value(op)));
        }
        return new Selector("$autocapture", filters);
    }

    private static Optional<Object> value(Operator op) {
        return switch (op) {
            case EQ, NEQ -> Optional.of(true);
            case CONTAINS, NOT_CONTAINS -> Optional.of("it's");
            case GT, GTE, LT, LTE -> Optional.of(1.5);
            case IN, NOT_IN -> Optional.of(List.of("a", 7, false));
            case IS_SET, IS_NOT_SET -> Optional.empty();
        };
    }

    private static Claim person(Condition condition, Design design, Outcome outcome) {
        return new Claim(Subject.PERSON, condition, design, outcome);
    }
}
