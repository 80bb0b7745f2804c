package io.beton.hypothesis.search;

import io.beton.model.backtest.Counts;
import io.beton.model.backtest.SearchScores.Score;
import io.beton.model.hypothesis.Bar;
import io.beton.model.hypothesis.Claim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A search as far as it has come: from the levels that are scored follows the next one, and at the end who fired for those
 * that stand out. It is a function of its levels alone, so that whoever has these can go on with it.
 */
public record Search(SearchLimits limits, Bar bar, List<Done> levels) {

    /** Of more than these nobody reads, so that nobody needs to know who fires. */
    private static final int MOST_SKETCHES = 200;

    /**
     * A claim is cut by what others have where so many times as many as there are finalists have it: of these some will
     * turn out to say the same, and the places that they leave are for what comes after them.
     */
    private static final int ROOM = 5;

    /** A level with the scores of its ideas, then of its probes. */
    public record Done(Level level, List<Score> scores) {}

    public Search {
        levels = List.copyOf(levels);
    }

    /** @param suggested claims from elsewhere that are tried with all others; empty where there are none */
    public static Level first(Space space, List<Claim> suggested, SearchLimits limits) {
        return FirstLevel.of(space, suggested, limits);
    }

    /** All that was tried; each stands at its own position. */
    public List<Scored> tried() {
        List<Scored> tried = new ArrayList<>();
        for (Done done : levels) {
            for (int i = 0; i < done.level().tried(); i++) {
                tried.add(new Scored(
                        tried.size(), done.level().ideas().get(i), done.scores().get(i)));
            }
        }
        return tried;
    }

    /** Aliases of the outcome. */
    public List<SetAside> setAside() {
        Done first = levels.get(0);
        List<Probe> probes = first.level().probes();
        List<Counts> counts = first
                .scores()
                .subList(first.level().ideas().size(), first.scores().size())
                .stream()
                .map(Score::counts)
                .toList();
        return first.level().claims().get(0).outcome().selector().stream()
                .flatMap(outcome -> SetAside.of(outcome, probes, counts).stream())
                .toList();
    }

    /** What to count next; nothing where the search is at its end. */
    public Optional<Level> next() {
        if (sketched()) {
            return Optional.empty();
        }
        List<Scored> tried = tried();
        return further(tried).or(this::sketches);
    }

    /** Where nothing can be refined, what there is can still be combined. */
    private Optional<Level> further(List<Scored> tried) {
        if (levels.size() >= limits.levels()) {
            return Optional.empty();
        }
        Optional<Level> refined = levels.size() == 1 ? made(tried, Refinements::of) : Optional.empty();
        return refined.or(() -> made(tried, Combinations::of));
    }

    private boolean sketched() {
        return levels.get(levels.size() - 1).level().sketched();
    }

    /** What stands out, to be asked who fires for it. */
    private Optional<Level> sketches() {
        List<Idea> ideas = standing().kept().stream()
                .limit(MOST_SKETCHES)
                .map(kept ->
                        new Idea(kept.scored().claim(), List.of(kept.scored().position())))
                .toList();
        return ideas.isEmpty() ? Optional.empty() : Optional.of(new Level(ideas, List.of(), 0, 0, true));
    }

    private Standing standing() {
        return Standing.of(tried(), Minimum.of(bar), setAsideEvents());
    }

    /** The finalists, or why there are none. */
    public Choice choice(Similarity similarity) {
        return Choice.of(standing(), similarity, limits, MOST_SKETCHES);
    }

    private Optional<Level> made(List<Scored> tried, BiFunction<List<Scored>, Integer, List<Made>> making) {
        Set<String> aside = setAsideEvents();
        Map<Object, List<Scored>> designs = tried.stream()
                .filter(scored -> scored.events().stream().noneMatch(aside::contains))
                .sorted(Scored.BEST_FIRST)
                .collect(Collectors.groupingBy(Scored::design, LinkedHashMap::new, Collectors.toList()));
        List<Made> made = new ArrayList<>();
        designs.values().forEach(bestFirst -> made.addAll(making.apply(bestFirst, limits.beam())));
        Minimum minimum = Minimum.of(bar);
        double atLeast = Math.max(1, Standing.of(tried, minimum, aside).surestLiftOf(ROOM * limits.finalists()));
        double rare = Chance.RARE / tried.size();
        Set<Claim> known = tried.stream().map(Scored::claim).collect(Collectors.toCollection(HashSet::new));
        made.removeIf(each -> !known.add(each.claim()));
        List<Made> hopeful = made.stream()
                .filter(each -> minimum.reachable(each.bound()))
                .filter(each -> each.bound().surestLift(minimum.leastFired()) > atLeast)
                .filter(each -> each.bound().rarity(minimum.leastFired()) <= rare)
                .toList();
        List<Idea> ideas = hopeful.stream()
                .sorted(Comparator.comparingDouble(Made::promise).reversed())
                .limit(Math.max(0, limits.candidates() - tried.size()))
                .map(Made::idea)
                .toList();
        return ideas.isEmpty()
                ? Optional.empty()
                : Optional.of(new Level(
                        ideas, List.of(), made.size() - hopeful.size(), hopeful.size() - ideas.size(), false));
    }

    private Set<String> setAsideEvents() {
        return setAside().stream().map(SetAside::event).collect(Collectors.toSet());
    }
}
