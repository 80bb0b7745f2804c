package io.beton.hypothesis.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.SearchScores.Score;
import io.beton.model.backtest.Support;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import io.beton.model.hypothesis.Condition;
import io.beton.model.hypothesis.Design;
import io.beton.model.hypothesis.GoalKind;
import io.beton.model.hypothesis.Outcome;
import io.beton.model.hypothesis.Selector;
import io.beton.model.hypothesis.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Nothing that is cut could have been better than its bound says. */
class BoundPropertyTest {
    private static final List<Selector> DEEDS =
            List.of(Selector.of("invite"), Selector.of("report"), Selector.of("share"), Selector.of("visit"));
    private static final Outcome OUTCOME = Outcome.of(SmallHistory.OUTCOME, 14);
    private static final double CLOSE = 1e-9;

    /** Each person fires for one, for the other, for both or for neither. */
    @Property(tries = 500)
    void noRefinementOfTwoSetsIsBetterThanItsBound(
            @ForAll @IntRange(max = 60) int bothHits,
            @ForAll @IntRange(max = 60) int bothMisfires,
            @ForAll @IntRange(max = 60) int oneHits,
            @ForAll @IntRange(max = 60) int oneMisfires,
            @ForAll @IntRange(max = 60) int otherHits,
            @ForAll @IntRange(max = 60) int otherMisfires,
            @ForAll @IntRange(max = 60) int noHits,
            @ForAll @IntRange(max = 60) int noMisfires,
            @ForAll @IntRange(max = 100) int percent) {
        // Given
        int positives = bothHits + oneHits + otherHits + noHits;
        int negatives = bothMisfires + oneMisfires + otherMisfires + noMisfires;
        List<Scored> parents = List.of(
                scored(bothHits + oneHits, bothMisfires + oneMisfires, positives, negatives),
                scored(bothHits + otherHits, bothMisfires + otherMisfires, positives, negatives));

        // When
        Scored both = scored(bothHits, bothMisfires, positives, negatives);
        Scored some = scored(bothHits * percent / 100, bothMisfires * (100 - percent) / 100, positives, negatives);

        // Then
        assertBounded(both, Bound.of(parents, true));
        assertBounded(both, Bound.of(parents, false));
        assertBounded(some, Bound.of(parents, false));
        assertBounded(some, Bound.of(parents.subList(0, 1), false));
    }

    @Property(tries = 10)
    void noClaimOfALevelIsBetterThanTheBoundByWhichItMightHaveBeenCut(@ForAll @IntRange(max = 1_000_000) int seed) {
        // Given
        SmallHistory history = new SmallHistory(seed, 80, DEEDS);
        for (GoalKind kind : List.of(GoalKind.CONVERSION, GoalKind.EXPANSION)) {
            List<Scored> roots = tried(
                    history,
                    Search.first(space(kind), List.of(), SearchLimits.DEFAULT).ideas(),
                    0);

            // When
            List<Made> second = made(roots, bestFirst -> Refinements.of(bestFirst, 12));
            List<Scored> two = new ArrayList<>(roots);
            two.addAll(tried(history, second.stream().map(Made::idea).toList(), roots.size()));
            List<Made> third = made(two, bestFirst -> Combinations.of(bestFirst, 12));

            // Then
            for (Made each : concat(second, third)) {
                assertBounded(new Scored(0, each.idea(), history.score(each.claim())), each.bound());
            }
        }
    }

    @Property(tries = 10)
    void aSearchThatCutsFindsTheSameAsOneThatTriesEverything(@ForAll @IntRange(max = 1_000_000) int seed) {
        // Given
        SmallHistory history = new SmallHistory(seed, 400, DEEDS);
        Bar bar = new Bar(0, 0, 1.5, 30, 10, 10, 0.05);
        List<Scored> roots = tried(
                history,
                Search.first(space(GoalKind.CONVERSION), List.of(), SearchLimits.DEFAULT)
                        .ideas(),
                0);
        List<Scored> all = new ArrayList<>(roots);
        all.addAll(tried(
                history,
                made(all, best -> Refinements.of(best, 12)).stream()
                        .map(Made::idea)
                        .toList(),
                all.size()));
        all.addAll(tried(
                history,
                made(all, best -> Combinations.of(best, 12)).stream()
                        .map(Made::idea)
                        .toList(),
                all.size()));

        // When
        Search search = searched(history, bar);

        // Then
        assertThat(search.tried()).hasSizeLessThanOrEqualTo(all.size());
        assertThat(best(search.tried(), bar)).isEqualTo(best(all, bar));
    }

    private static Search searched(SmallHistory history, Bar bar) {
        List<Search.Done> done = new ArrayList<>();
        Optional<Level> next = Optional.of(Search.first(space(GoalKind.CONVERSION), List.of(), SearchLimits.DEFAULT));
        while (next.isPresent() && !next.get().sketched()) {
            done.add(new Search.Done(
                    next.get(), next.get().claims().stream().map(history::score).toList()));
            next = new Search(SearchLimits.DEFAULT, bar, done).next();
        }
        return new Search(SearchLimits.DEFAULT, bar, done);
    }

    /** The surest of all with enough data, if it is surer than nothing. */
    private static Optional<Claim> best(List<Scored> tried, Bar bar) {
        return tried.stream()
                .filter(Minimum.of(bar)::met)
                .filter(scored -> scored.surestLift() > 1)
                .filter(scored -> Chance.of(scored) <= Chance.RARE / 1000)
                .max(Comparator.comparingDouble(Scored::surestLift))
                .map(Scored::claim);
    }

    private static Space space(GoalKind kind) {
        List<Design> designs = kind == GoalKind.CONVERSION
                ? List.of(new Design.Anchored(Optional.of(SmallHistory.ANCHOR), 7))
                : List.of(new Design.Rolling(7, 14));
        return new Space(
                Subject.PERSON,
                OUTCOME,
                SmallHistory.WINDOW_DAYS,
                Optional.of(SmallHistory.ANCHOR),
                designs,
                DEEDS,
                List.of(),
                List.of());
    }

    private static List<Scored> tried(SmallHistory history, List<Idea> ideas, int from) {
        return IntStream.range(0, ideas.size())
                .mapToObj(i -> new Scored(
                        from + i, ideas.get(i), history.score(ideas.get(i).claim())))
                .toList();
    }

    private static List<Made> made(List<Scored> tried, Function<List<Scored>, List<Made>> makes) {
        Map<Design, List<Scored>> designs =
                tried.stream().sorted(Scored.BEST_FIRST).collect(Collectors.groupingBy(Scored::design));
        return designs.values().stream()
                .flatMap(best -> makes.apply(best).stream())
                .toList();
    }

    private static List<Made> concat(List<Made> some, List<Made> others) {
        List<Made> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static void assertBounded(Scored scored, Bound bound) {
        assertThat(scored.surestLift())
                .isLessThanOrEqualTo(bound.surestLift(scored.counts().fired()) + CLOSE);
        assertThat(scored.surestLift()).isLessThanOrEqualTo(bound.surestLift(0) + CLOSE);
        if (scored.counts().tp() > 0 && scored.surestLift() > 1) {
            assertThat(Chance.of(scored)).isGreaterThanOrEqualTo(bound.rarity(0) * (1 - CLOSE));
        }
    }

    private static Scored scored(long hits, long misfires, long positives, long negatives) {
        Counts counts = new Counts(hits, misfires, positives - hits, negatives - misfires);
        Claim claim = new Claim(
                Subject.PERSON,
                new Condition.Count(DEEDS.get(0), 1),
                new Design.Anchored(Optional.of(SmallHistory.ANCHOR), 7),
                OUTCOME);
        return new Scored(
                0,
                Idea.of(claim),
                new Score(counts, Support.of(counts), SmallHistory.interval(counts), Optional.empty()));
    }
}
