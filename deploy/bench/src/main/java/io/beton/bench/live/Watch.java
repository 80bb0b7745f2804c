package io.beton.bench.live;

import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.Distinct;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Hypothesis;
import io.beton.model.hypothesis.HypothesisState;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Sequence;
import io.beton.model.hypothesis.Subject;
import io.beton.model.hypothesis.Trend;
import io.beton.model.id.ConnectionId;
import io.beton.model.id.GoalId;
import io.beton.model.id.HypothesisId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One live hypothesis of the bench.
 *
 * @param first the number of the name that it is about
 * @param second the number of another one, where its kind has two
 */
record Watch(int number, Kind kind, int first, int second, int atLeast, int days) {
    static final ConnectionId CONNECTION = new ConnectionId("con_bench");
    /** Names of behaviours; behind them stand those of anchors. */
    static final int BEHAVIOURS = 700;

    static final int ANCHORS = 10;
    static final int SEQUENCE_HOURS = 24;
    private static final int HORIZON_DAYS = 30;
    private static final int RISE_PERCENT = 50;
    /** Has no divisor in common with {@link #BEHAVIOURS}, so that popular names are not those of one kind. */
    private static final int STRIDE = 379;

    enum Kind {
        COUNT,
        DAYS,
        SEQUENCE,
        BOTH,
        ANCHORED,
        TREND
    }

    /** Of ten, four count, two count days, and one each is a sequence, two counts, anchored, and a trend. */
    private static final List<Kind> MIX = List.of(
            Kind.COUNT,
            Kind.COUNT,
            Kind.COUNT,
            Kind.COUNT,
            Kind.DAYS,
            Kind.DAYS,
            Kind.SEQUENCE,
            Kind.BOTH,
            Kind.ANCHORED,
            Kind.TREND);

    static List<Watch> all(int count) {
        return IntStream.range(0, count).mapToObj(Watch::of).toList();
    }

    private static Watch of(int number) {
        Kind kind = MIX.get(number % MIX.size());
        int first = number * STRIDE % BEHAVIOURS;
        int second = kind == Kind.ANCHORED
                ? BEHAVIOURS + number / MIX.size() % ANCHORS
                : (first + 1 + number % (BEHAVIOURS - 1)) % BEHAVIOURS;
        int atLeast =
                switch (kind) {
                    case COUNT -> 5 + number / MIX.size() % 5;
                    case DAYS, SEQUENCE -> 2;
                    case BOTH -> 2 + number / MIX.size() % 2;
                    case ANCHORED, TREND -> 2 + number / MIX.size() % 2;
                };
        int days = number / MIX.size() % 2 == 0 ? 7 : 14;
        return new Watch(number, kind, first, second, atLeast, days);
    }

    static Selector selector(int name) {
        return Selector.of(name < BEHAVIOURS ? "did_" + name : "started_" + (name - BEHAVIOURS));
    }

    /** Like the explorer's. */
    HypothesisId id() {
        return new HypothesisId("hyp_%016x_%d".formatted(number * 0x9E3779B97F4A7C15L, number));
    }

    Hypothesis live(Instant approvedAt) {
        return new Hypothesis(
                id(),
                1,
                CONNECTION,
                new GoalId("goal_bench"),
                GoalKind.CONVERSION,
                "Users who do what hypothesis " + number + " of the bench says subscribe",
                Subject.PERSON,
                condition(),
                kind == Kind.ANCHORED
                        ? new Design.Anchored(Optional.of(selector(second)), days)
                        : new Design.Rolling(1, days),
                Outcome.of(Selector.of("subscribed"), HORIZON_DAYS),
                HypothesisState.LIVE,
                false,
                1,
                Optional.of(approvedAt),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private Condition condition() {
        Selector about = selector(first);
        return switch (kind) {
            case COUNT, ANCHORED -> new Condition.Count(about, atLeast);
            case DAYS -> new Distinct.Days(about, atLeast);
            case SEQUENCE -> new Sequence(List.of(about, selector(second)), OptionalInt.of(SEQUENCE_HOURS));
            case BOTH ->
                new Condition.AllOf(
                        List.of(new Condition.Count(about, atLeast), new Condition.Count(selector(second), atLeast)));
            case TREND -> new Trend(about, Trend.Change.RISE, RISE_PERCENT, atLeast);
        };
    }
}
